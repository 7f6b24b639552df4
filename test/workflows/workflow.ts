import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { execute, type Outcome } from '../support/execute.ts';
import { temporaryDirectory } from '../support/temporary.ts';

export interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly 'working-directory'?: string;
}

export interface Job {
  readonly needs?: string | readonly string[];
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

export interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

export const readWorkflow = (path: string): Workflow => parse(readFileSync(path, 'utf8'));

export interface Place {
  readonly directory: string;
  /** What stand-ins were called with, a line a call. */
  readonly calls: () => string[];
  readonly write: (path: string, content: string) => void;
  readonly read: (path: string) => string;
  /** Runs a step as the runner does: by bash, which ends at the first command that fails. */
  readonly run: (step: Step | undefined, env?: Readonly<Record<string, string>>) => Promise<Outcome>;
}

/** @param standIns programs by their names: what each does, in sh, once its call is noted */
export function placeWith(standIns: Readonly<Record<string, string>> = {}): Place {
  const directory = temporaryDirectory();
  const [bin, work, log] = ['bin', 'work', 'calls'].map((name) => join(directory, name)) as [string, string, string];
  mkdirSync(bin);
  mkdirSync(work);
  for (const [name, does] of Object.entries(standIns)) {
    writeFileSync(join(bin, name), `#!/bin/sh\nprintf '%s\\n' "${name} $*" >>"${log}"\n${does}\n`);
    chmodSync(join(bin, name), 0o755);
  }
  return {
    directory: work,
    calls: () => (existsSync(log) ? readFileSync(log, 'utf8').trimEnd().split('\n') : []),
    write(path, content) {
      mkdirSync(dirname(join(work, path)), { recursive: true });
      writeFileSync(join(work, path), content);
    },
    read: (path) => readFileSync(join(work, path), 'utf8'),
    run(step, env = {}) {
      if (step?.run === undefined) throw new Error('the step runs nothing');
      return execute('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step.run], {
        cwd: join(work, step['working-directory'] ?? ''),
        env: { PATH: `${bin}:${process.env['PATH']}`, GITHUB_OUTPUT: join(work, 'output'), ...env },
      });
    },
  };
}
