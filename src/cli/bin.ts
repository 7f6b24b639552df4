import { setMaxListeners } from 'node:events';
import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { isatty } from 'node:tty';
import { WriteError } from '../edge/errors.ts';
import { readBytes } from '../edge/read-bytes.ts';
import { reason } from '../edge/reason.ts';
import { type ExitStatus, exitStatus } from './exit-status.ts';
import { Interrupted } from './interrupted.ts';
import { run } from './main.ts';
import { openBrowser } from './play/open-browser.ts';

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

const signals = {
  SIGHUP: exitStatus.hungUp,
  SIGINT: exitStatus.interrupted,
  SIGTERM: exitStatus.terminated,
} as const;

let heard: ExitStatus | undefined;
let announce: () => void;
const signalled = new Promise<void>((resolve) => {
  announce = resolve;
});

/** From now on a signal ends nothing by itself. Node.js tells of it when synchronous work is over. */
function hearSignals(): void {
  for (const [name, status] of Object.entries(signals)) {
    if (process.listenerCount(name) > 0) continue;
    process.on(name, () => {
      heard ??= status;
      announce();
    });
  }
}

async function pause(milliseconds: number): Promise<void> {
  await Promise.race([signalled, new Promise((resolve) => setTimeout(resolve, milliseconds))]);
  // Signals are read after timers.
  await new Promise((resolve) => setImmediate(resolve));
  if (heard !== undefined) throw new Interrupted(heard);
}

/** On standard error: results may go to a file. Ctrl+C and Ctrl+D are no answer. */
function ask(question: string): Promise<string | undefined> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  return new Promise((resolve) => {
    lines.on('close', () => resolve(undefined));
    lines.on('SIGINT', () => lines.close());
    lines.question(question, (answer) => {
      resolve(answer);
      lines.close();
    });
  });
}

run(process.argv, {
  env: process.env,
  isInteractive: process.stderr.isTTY === true,
  programDirectory: __dirname,
  browse: (url) => openBrowser(url, process.platform, process.env),
  // Not process.stdin.isTTY: to ask for that opens it, and what reads it all at once would find nothing there yet.
  canAsk: isatty(STDIN) && isatty(STDOUT),
  ask,
  columns: () => (isatty(STDOUT) ? process.stdout.columns || undefined : undefined),
  out: (text) => writeAll(STDOUT, text),
  error: (text) => writeAll(STDERR, text),
  now: () => new Date(),
  sleep: (seconds, signal) => sleep(seconds * 1000, undefined, { signal }).catch(() => undefined),
  input: () => readBytes(STDIN, 'standard input'),
  async uninterrupted(work) {
    hearSignals();
    const result = await work(pause);
    await pause(0);
    return result;
  },
  async interruptible(work) {
    hearSignals();
    const controller = new AbortController();
    // Each of many calls listens.
    setMaxListeners(0, controller.signal);
    void signalled.then(() => controller.abort());
    const result = await work(controller.signal);
    if (heard !== undefined) throw new Interrupted(heard);
    return result;
  },
  async untilEnded(begin) {
    hearSignals();
    const end = begin();
    await signalled;
    end();
    return heard ?? exitStatus.done;
  },
}).then((status) => {
  process.exitCode = status;
});
