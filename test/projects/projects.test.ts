import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runners } from '../cli/runners.ts';

const folder = new URL('.', import.meta.url).pathname;
const cases = readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);

const ENVIRONMENT = { HOST1_ADDRESS: '10.0.0.11', EMPTY: '', BIG_PORT: '99999', OS_ID: 'debian-12' };

/** What is wrong with a manifest of several files, as the command line says it. */
async function said(name: string): Promise<string> {
  const directory = join(folder, name);
  const words = (file: string): string[] => (existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : []);
  const values = existsSync(join(directory, 'values.yaml')) ? ['--values', 'values.yaml'] : [];
  const [inProcess] = runners;
  const call = ['check', 'meshinit.yaml', ...values, ...words(join(directory, 'call.txt'))];
  const { stdout, stderr, status } = (await inProcess?.run(call, { cwd: directory, env: ENVIRONMENT })) ?? {};
  expect(status).toBe(/^0 errors/m.test(stderr ?? '') ? 0 : 1);
  return `${stdout}${stderr}`;
}

test.each(cases)('%s is told what is wrong with it, in the file where it is', async (name) => {
  const text = await said(name);
  expect(text).toMatch(/MI\d{4}/);
  expect(text).not.toMatch(/hunter2|never-shown|4711471147/);
  await expect(text).toMatchFileSnapshot(join(folder, name, 'said.txt'));
});

test('there are at least fifty wrong projects', () => {
  expect(cases.length).toBeGreaterThanOrEqual(50);
});
