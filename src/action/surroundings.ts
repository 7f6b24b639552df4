import type { Environment } from './inputs.ts';

/** What the Action reads and writes besides files: an argument, so that tests need no process and no minutes. */
export interface Surroundings {
  readonly env: Environment;
  /** Standard output, where the runner reads workflow commands. */
  readonly out: (text: string) => void;
  readonly fetch: typeof fetch;
  /** Milliseconds that a second of waiting lasts. */
  readonly second: number;
}
