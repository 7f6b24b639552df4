import type { Pause } from '../edge/staging.ts';
import type { ExitStatus } from './exit-status.ts';

/** Where a command reads and writes: an argument, so that tests need no process. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether diagnostics go to a person's terminal. */
  readonly isInteractive: boolean;
  /** Characters in a line of the terminal that results go to; undefined where they go elsewhere. */
  readonly columns: () => number | undefined;
  /** Where the program's own files are. */
  readonly programDirectory: string;
  /** Shows a URL in the person's browser. */
  readonly browse: (url: string) => void;
  /** Whether a person can be asked. */
  readonly canAsk: boolean;
  /** A person's answer to a question, a line; undefined where there is none. */
  readonly ask: (question: string) => Promise<string | undefined>;
  readonly out: (text: string | Uint8Array) => void;
  readonly error: (text: string) => void;
  /** The time of day: for certificates alone, no document has one. */
  readonly now: () => Date;
  /** Lets seconds pass, fewer where the signal is aborted meanwhile. */
  readonly sleep: (seconds: number, signal: AbortSignal) => Promise<void>;
  /** All of standard input. */
  readonly input: () => Uint8Array;
  /**
   * Does work that a signal must not end halfway. It is given a pause, which lets milliseconds pass: there a signal that
   * came meanwhile is heard, by an Interrupted, as it is when the work is done.
   */
  readonly uninterrupted: <Result>(work: (pause: Pause) => Promise<Result>) => Promise<Result>;
  /** Does work that a signal ends: then the work's own signal is aborted, and when it is over an Interrupted is thrown. */
  readonly interruptible: <Result>(work: (signal: AbortSignal) => Promise<Result>) => Promise<Result>;
  /** Begins something that goes on until a signal asks for its end, and ends it then by what `begin` gave back. */
  readonly untilEnded: (begin: () => () => void) => Promise<ExitStatus>;
}

/** How wide tables may be, in characters: COLUMNS comes before what the terminal says (POSIX, 8.3). */
export function widthOf({ env, columns }: Terminal): number {
  const [asked] = /^[1-9]\d{0,3}$/.exec(env['COLUMNS'] ?? '') ?? [];
  return asked === undefined ? (columns() ?? Infinity) : Number(asked);
}

/** Whether a CI service runs it: all of the usual ones set CI. */
export const isCi = ({ env }: Terminal): boolean => Boolean(env['CI']);

/** Colour only on a terminal, and never with NO_COLOR (no-color.org: any value but the empty one). */
export const wantsColor = ({ isInteractive, env }: Terminal): boolean => isInteractive && !env['NO_COLOR'];

/** Colour on the terminal that results go to, on the same terms. */
export const wantsColoredResult = ({ columns, env }: Terminal): boolean =>
  columns() !== undefined && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
