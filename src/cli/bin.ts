import { setMaxListeners } from 'node:events';
import { fstatSync, statSync, writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
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

/** Modules of Node.js that few calls need are loaded by these: node:tty alone takes longer than the planning of a mesh. */
const load = process.getBuiltinModule;

/** Whether a person is at the other end. */
function isTerminal(descriptor: number): boolean {
  try {
    const file = fstatSync(descriptor);
    // Not even node:tty is loaded to be told that the null device, which cron and CI hand over, is no terminal.
    const nothing = statSync('/dev/null', { throwIfNoEntry: false });
    return file.isCharacterDevice() && file.rdev !== nothing?.rdev && load('node:tty').isatty(descriptor);
  } catch {
    return false;
  }
}

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
  const lines = load('node:readline').createInterface({ input: process.stdin, output: process.stderr });
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
  isInteractive: isTerminal(STDERR),
  programDirectory: __dirname,
  browse: (url) => openBrowser(url, process.platform, process.env),
  // Not process.stdin.isTTY: to ask for that opens it, and what reads it all at once would find nothing there yet.
  canAsk: isTerminal(STDIN) && isTerminal(STDOUT),
  ask,
  columns: () => (isTerminal(STDOUT) ? process.stdout.columns || undefined : undefined),
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
