import { writeSync } from 'node:fs';
import { proxyFetch } from './proxy-fetch.ts';
import { runAction } from './run-action.ts';

const { env } = process;

process.exitCode = await runAction({
  env,
  // Synchronous: a job that is killed has said all that it did.
  out: (text) => void writeAll(text),
  fetch: await proxyFetch(env),
  second: 1000,
});

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
