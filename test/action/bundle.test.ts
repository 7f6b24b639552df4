import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { exampleNamed } from '../support/examples.ts';
import { execute } from '../support/execute.ts';
import { thoroughTest } from '../support/thorough.ts';
import { contentsOf, FakeGitHub } from './fake-github.ts';
import { type ActionRun, inputEnv, left, type Workspace, workspace } from './runs.ts';
import { serve } from './server.ts';

const BUNDLE = resolve('dist/action.js');
const TOOLS = resolve('test/action/tools/node_modules');
const NODE_24 = join(TOOLS, 'node/bin/node');
const LOCAL_ACTION = join(TOOLS, '@github/local-action/src/index.ts');
/** What its own launcher would start it with, looked for in the working directory. */
const TSX = join(TOOLS, 'tsx/dist/cli.mjs');
const TIMEOUT = 60_000;

/** What needs test/action/tools, which a thorough run has to have. */
function testWithTools(path: string, name: string, body: () => Promise<void>): void {
  const wanted = `the Action's bundle by ${path.slice(TOOLS.length + 1)}: npm ci --prefix test/action/tools`;
  const nothing = (): Promise<void> => Promise.reject(new Error(`nothing tests ${wanted}`));
  thoroughTest(name, { timeout: TIMEOUT }, existsSync(path) ? body : nothing);
}

const { text, lock } = exampleNamed('debian-vxlan');
const files = { 'meshinit.yaml': text, 'meshinit.lock': lock };
const ON_TAG = { GITHUB_REF: 'refs/tags/v2' };

/** As the runner starts it: the bundle, the workspace, inputs as INPUT_ variables and nothing of the tests' own. */
async function start(
  node: string,
  place: Workspace,
  fake: FakeGitHub,
  more: Readonly<Record<string, string>> = {},
): Promise<ActionRun> {
  const env = {
    PATH: process.env['PATH'],
    ...place.env,
    ...inputEnv({}),
    GITHUB_API_URL: fake.base,
    GITHUB_SERVER_URL: fake.base,
    ...ON_TAG,
    ...more,
  };
  const { status, stdout, stderr } = await execute(node, [BUNDLE], { cwd: place.directory, env });
  return { status, log: stdout + stderr, ...left(place) };
}

async function attaches(node: string): Promise<void> {
  const fake = new FakeGitHub();
  await serve(fake);
  const place = workspace(files);
  const first = await start(node, place, fake);
  expect(first.log).not.toMatch(/^::(error|warning)/m);
  expect(first.status).toBe(0);
  expect(fake.releases[0]).toMatchObject({ tag_name: 'v2', draft: false });
  expect(JSON.parse(first.outputs['assets'] ?? '')).toHaveLength(4);
  expect(first.summary).toContain('flowchart LR');
  const count = fake.writes.length;
  expect((await start(node, place, fake)).status).toBe(0);
  expect(fake.writes.length).toBe(count);
}

describe('the bundle', () => {
  test('attaches documents, started as the runner starts it', { timeout: TIMEOUT }, () => attaches(process.execPath));

  testWithTools(NODE_24, 'attaches documents under Node 24', () => attaches(NODE_24));

  thoroughTest('gets over connections that break before, after and amid an answer', { timeout: TIMEOUT }, async () => {
    const fake = new FakeGitHub();
    const met = new Set<string>();
    await serve(fake, (method, path) => {
      const what =
        method === 'POST' && path.endsWith('/assets') ? 'reset after' : method === 'PATCH' ? 'cut' : 'reset before';
      if (met.has(what)) return undefined;
      met.add(what);
      return what;
    });
    const { status, log } = await start(process.execPath, workspace(files), fake);
    expect({ status, errors: /^::error.*/m.exec(log)?.[0] }).toEqual({ status: 0, errors: undefined });
    expect(met.size).toBe(3);
    expect(Object.keys(contentsOf(fake.releases[0] ?? fake.addRelease('none')))).toHaveLength(4);
  });

  thoroughTest(
    'goes through the proxy that http_proxy names, but not where no_proxy forbids it',
    {
      timeout: TIMEOUT,
    },
    async () => {
      const fake = new FakeGitHub();
      const proxied = await serve(fake);
      const elsewhere = { GITHUB_API_URL: 'http://github.example.org:81', http_proxy: fake.base };
      expect((await start(process.execPath, workspace(files), fake, elsewhere)).status).toBe(0);
      expect(proxied).toContain('github.example.org:81');
      const around = { http_proxy: 'http://127.0.0.1:9', no_proxy: '127.0.0.1' };
      expect((await start(process.execPath, workspace(files), fake, around)).status).toBe(0);
    },
  );

  testWithTools(LOCAL_ACTION, 'attaches documents through @github/local-action', async () => {
    const fake = new FakeGitHub();
    await serve(fake);
    const place = workspace(files);
    const dotenv = join(place.env['RUNNER_TEMP'] ?? '', 'action.env');
    const env = { ...place.env, ...inputEnv({}), GITHUB_API_URL: fake.base, GITHUB_SERVER_URL: fake.base, ...ON_TAG };
    writeFileSync(
      dotenv,
      Object.entries(env)
        .map(([key, value]) => `${key}='${value}'\n`)
        .join(''),
    );
    const { status, stdout, stderr } = await execute(
      NODE_24,
      [TSX, LOCAL_ACTION, 'run', resolve('.'), 'dist/action.js', dotenv],
      {
        cwd: place.directory,
        env: {
          PATH: `${join(TOOLS, '.bin')}:${join(TOOLS, 'node/bin')}:${process.env['PATH']}`,
          HOME: process.env['HOME'],
        },
      },
    );
    expect({ status, log: fake.releases.length === 1 ? '' : stdout + stderr }).toEqual({ status: 0, log: '' });
    expect(fake.releases[0]).toMatchObject({ tag_name: 'v2', draft: false });
    expect(Object.keys(contentsOf(fake.releases[0] ?? fake.addRelease('none')))).toHaveLength(4);
  });
});
