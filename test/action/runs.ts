import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { runAction } from '../../src/action/run-action.ts';
import { temporaryDirectory, writeTree } from '../support/temporary.ts';
import { FAKE_TOKEN } from './fake-github.ts';

export interface Workspace {
  readonly directory: string;
  /** Directory and files that the runner makes. */
  readonly env: Readonly<Record<string, string>>;
}

export interface ActionRun {
  readonly status: number | string;
  /** All that it printed. */
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

/** A checkout with these files, and what a runner sets around it. */
export function workspace(files: Readonly<Record<string, string>>): Workspace {
  const root = temporaryDirectory();
  const directory = join(root, 'workspace');
  mkdirSync(join(root, 'temp'));
  writeTree(
    directory,
    Object.entries(files).map(([path, content]) => ({ path, content })),
  );
  for (const file of ['output', 'summary']) writeFileSync(join(root, file), '');
  return {
    directory,
    env: {
      CI: 'true',
      GITHUB_ACTIONS: 'true',
      GITHUB_WORKSPACE: directory,
      GITHUB_REPOSITORY: 'acme/infra',
      GITHUB_SHA: 'f'.repeat(40),
      GITHUB_EVENT_NAME: 'push',
      GITHUB_REF: 'refs/heads/main',
      GITHUB_API_URL: 'http://127.0.0.1',
      GITHUB_SERVER_URL: 'http://127.0.0.1',
      GITHUB_OUTPUT: join(root, 'output'),
      GITHUB_STEP_SUMMARY: join(root, 'summary'),
      GITHUB_EVENT_PATH: join(root, 'event.json'),
      RUNNER_TEMP: join(root, 'temp'),
      INPUT_TOKEN: FAKE_TOKEN,
    },
  };
}

/** The environment of an event. */
export function eventEnv(
  { env }: Workspace,
  name: string,
  payload: object,
  ref = 'refs/heads/main',
): Record<string, string> {
  writeFileSync(env['GITHUB_EVENT_PATH'] ?? '', JSON.stringify(payload));
  return { GITHUB_EVENT_NAME: name, GITHUB_REF: ref };
}

export const ON_TAG = { GITHUB_REF: 'refs/tags/v2' };

/** The inputs as the runner hands them over: defaults of action.yml filled in. */
export function inputEnv(inputs: Readonly<Record<string, unknown>>): Record<string, string> {
  const facts = parse(readFileSync('action.yml', 'utf8')).inputs as Record<string, { default: string }>;
  const given = Object.entries(facts).map(([name, input]) => {
    const value = String(inputs[name] ?? (name === 'token' ? FAKE_TOKEN : input.default));
    return [`INPUT_${name.toUpperCase()}`, value] as const;
  });
  return Object.fromEntries(given);
}

/** The Action in this process, in the workspace. */
export async function runIn(
  place: Workspace,
  fetch: typeof globalThis.fetch,
  env: Readonly<Record<string, string>> = {},
): Promise<ActionRun> {
  const before = process.cwd();
  const lines: string[] = [];
  process.chdir(place.directory);
  try {
    const all = { ...place.env, ...env };
    const status = await runAction({ env: all, out: (text) => void lines.push(text), fetch, second: 0 });
    return { status, log: lines.join(''), ...left(place) };
  } finally {
    process.chdir(before);
  }
}

/** What a run left in the runner's files; they are emptied for the next. */
export function left({ env }: Workspace): Pick<ActionRun, 'outputs' | 'summary'> {
  const take = (name: string): string => {
    const path = env[name] ?? '';
    const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
    writeFileSync(path, '');
    return text;
  };
  const outputs = [...take('GITHUB_OUTPUT').matchAll(/^([\w-]+)<<(\w+)\n([\s\S]*?)\n\2$/gm)];
  return {
    summary: take('GITHUB_STEP_SUMMARY'),
    outputs: Object.fromEntries(outputs.map(([, name, , value]) => [name, value])),
  };
}
