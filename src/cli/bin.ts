import { writeSync } from 'node:fs';
import { isatty } from 'node:tty';
import { WriteError } from '../edge/errors.ts';
import { reason } from '../edge/manifest-file.ts';
import { readBytes } from '../edge/read-bytes.ts';
import { run } from './main.ts';

const STDIN = 0;
const STDOUT = 1;
const STDERR = 2;

/** Writes all of it: a pipe may take less than it is given, or nothing for a moment. */
function writeAll(descriptor: number, text: string | Uint8Array): void {
  let rest = typeof text === 'string' ? Buffer.from(text) : text;
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(descriptor, rest));
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code === 'EAGAIN') continue;
      // Nowhere is left to say so: the exit status still tells.
      if (descriptor === STDERR) return;
      // The reader has gone, as in `meshinit plan | head`.
      if (code === 'EPIPE') process.exit(0);
      throw new WriteError(`cannot write to standard output: ${reason(error)}`);
    }
  }
}

/** What a signal does, with the status that a shell gives a program that it ended. */
let onSignal: (status: number) => void = (status) => process.exit(status);

let hearsSignals = false;
function hearSignals(): void {
  if (hearsSignals) return;
  hearsSignals = true;
  process.on('SIGINT', () => onSignal(130));
  process.on('SIGTERM', () => onSignal(143));
}

run(process.argv, {
  env: process.env,
  isInteractive: process.stderr.isTTY === true,
  // Not process.stdin.isTTY: to ask for that opens it, and what reads it all at once would find nothing there yet.
  canAsk: isatty(STDIN) && isatty(STDOUT),
  out: (text) => writeAll(STDOUT, text),
  error: (text) => writeAll(STDERR, text),
  now: () => new Date(),
  input: () => readBytes(STDIN, 'standard input'),
  uninterrupted: (work) => {
    // With a handler a signal waits for the end of the synchronous work: no half-written directory.
    hearSignals();
    work();
  },
  untilEnded: (begin) =>
    new Promise((resolve) => {
      hearSignals();
      const end = begin();
      onSignal = () => {
        end();
        resolve();
      };
    }),
}).then((status) => {
  process.exitCode = status;
});
