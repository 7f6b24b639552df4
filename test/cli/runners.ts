import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { run } from '../../src/cli/main.ts';
import { execute, type Outcome } from '../support/execute.ts';
import { someOf } from '../support/thorough.ts';

export interface Call {
  /** Working directory. */
  readonly cwd?: string;
  readonly stdin?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  /** Whether a person sees it, which only a run in this process can believe. */
  readonly isInteractive?: boolean;
}

/** One way to run the command line. */
export interface Runner {
  readonly name: string;
  readonly run: (args: readonly string[], call?: Call) => Promise<Outcome>;
}

const DIST = resolve('dist');

/** In this process, with the terminal as an argument. */
export const inProcess: Runner = {
  name: 'the command line in process',
  async run(args, { cwd = process.cwd(), stdin = '', env = {}, isInteractive = false } = {}) {
    const before = process.cwd();
    const written = { stdout: [] as Uint8Array[], stderr: [] as Uint8Array[] };
    const bytes = (text: string | Uint8Array): Uint8Array => (typeof text === 'string' ? Buffer.from(text) : text);
    process.chdir(cwd);
    try {
      const status = await run(['node', 'meshinit', ...args], {
        env,
        canAsk: false,
        ask: async () => undefined,
        columns: () => undefined,
        isInteractive,
        programDirectory: DIST,
        browse: () => undefined,
        out: (text) => written.stdout.push(bytes(text)),
        error: (text) => written.stderr.push(bytes(text)),
        now: () => new Date(),
        sleep: () => Promise.resolve(),
        input: () => bytes(stdin),
        uninterrupted: (work) => work(async () => undefined),
        interruptible: (work) => work(new AbortController().signal),
        untilEnded: async (begin) => {
          begin()();
          return 130;
        },
      });
      const text = (parts: readonly Uint8Array[]): string => Buffer.concat(parts).toString();
      return { status, stdout: text(written.stdout), stderr: text(written.stderr) };
    } finally {
      process.chdir(before);
    }
  },
};

export const BUNDLE = resolve('dist/meshinit.cjs');

if (!existsSync(BUNDLE)) execFileSync(process.execPath, ['scripts/build.mjs'], { stdio: 'inherit' });

/** The file that people run. */
export const bundled: Runner = {
  name: 'the bundled command line',
  run: (args, { cwd, stdin, env = {} } = {}) =>
    execute(process.execPath, [BUNDLE, ...args], {
      ...(cwd === undefined ? {} : { cwd }),
      ...(stdin === undefined ? {} : { input: stdin }),
      env: { PATH: process.env['PATH'], ...env },
    }),
};

/** The sources alone: a process for each call made up a third of all that the tests cost. bundle.test.ts holds the bundle against them. */
export const sources: readonly Runner[] = [inProcess];

/** Both in a thorough run, for what pipes, files and signals make of a process. */
export const runners: readonly Runner[] = someOf([inProcess, bundled], 1);
