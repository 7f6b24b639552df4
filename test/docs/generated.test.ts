import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { laws } from '../../src/laws.ts';
import { manifestJsonSchema } from '../../src/manifest/json-schema.ts';
import { osIds } from '../../src/os/ids.ts';
import { providerIds } from '../../src/providers/providers.ts';
import { thoroughTest } from '../support/thorough.ts';

const root = new URL('../../', import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, root), 'utf8');

// It bundles the sources and runs the command line: seconds, and more on a busy machine.
const TIMEOUT = 120_000;

thoroughTest(
  'the pages, the schema file and the blocks of the README are those of the code',
  { timeout: TIMEOUT },
  () => {
    const { status, stderr } = spawnSync(process.execPath, ['scripts/generate.mjs', '--check'], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    expect(status).toBe(0);
  },
);

test('schemas/cluster.schema.json is what meshinit schema prints', () => {
  expect(read('schemas/cluster.schema.json')).toBe(`${JSON.stringify(manifestJsonSchema(), null, 2)}\n`);
});

test('docs/errors.md has a section for each law and none besides', () => {
  const headings = read('docs/errors.md')
    .split('\n')
    .filter((line) => line.startsWith('## '));
  expect(headings).toEqual(laws.map(({ code }) => `## ${code}`));
});

test('docs/os.md and docs/providers.md name every id', () => {
  const [systems, providers] = [read('docs/os.md'), read('docs/providers.md')];
  expect(osIds.filter((id) => !systems.includes(`\`${id}\``))).toEqual([]);
  expect(providerIds.filter((id) => !providers.includes(`\`${id}\``))).toEqual([]);
});
