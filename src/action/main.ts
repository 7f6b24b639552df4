import { realpathSync, writeSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { proxyFetch } from './proxy-fetch.ts';
import { runAction } from './run-action.ts';

/** The Action in its own process. Exported for stand-ins of the runner, which import the bundle and call this. */
export async function run(): Promise<void> {
  const { env } = process;
  process.exitCode = await runAction({
    env,
    // Synchronous: a job that is killed has said all that it did.
    out: (text) => void writeAll(text),
    fetch: await proxyFetch(env),
    second: 1000,
  });
}

// The runner starts this file itself.
if (realpathSync(process.argv[1] ?? '') === fileURLToPath(import.meta.url)) await run();

/** A pipe may take less than it is given, or nothing for a moment. */
function writeAll(text: string): void {
  let rest = Buffer.from(text);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(1, rest));
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error;
    }
  }
}
