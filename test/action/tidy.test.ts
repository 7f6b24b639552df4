import { expect, test } from 'vitest';
import { sha256 } from '../../src/edge/sha256.ts';
import { exampleNamed } from '../support/examples.ts';
import { contentsOf, FakeGitHub, type FakeRelease } from './fake-github.ts';
import { hurryTimers } from './hurried.ts';
import { type ActionRun, ON_TAG, runIn, workspace } from './runs.ts';

hurryTimers();

const { text: example } = exampleNamed('debian-vxlan');
/** Two hosts of a cluster of this name. */
const manifest = (name: string, hosts: readonly string[] = ['host1', 'host2']): string =>
  `meshinit: 1\nname: ${name}\ndefaults: { os: debian-12 }\nhosts:\n${hosts.map((host, at) => `  ${host}: { address: 10.0.0.${at + 1} }\n`).join('')}`;

const run = (fake: FakeGitHub, text: string, env: Readonly<Record<string, string>> = {}): Promise<ActionRun> =>
  runIn(workspace({ 'meshinit.yaml': text }), fake.fetch, { ...ON_TAG, INPUT_PRUNE: 'true', ...env });

const line = (name: string, content: string | Uint8Array): string => `${sha256(Buffer.from(content))}  ${name}\n`;

/** A release with these files in it. */
function release(files: Readonly<Record<string, string>>): { fake: FakeGitHub; on: FakeRelease } {
  const fake = new FakeGitHub();
  const on = fake.addRelease('v2');
  for (const [name, content] of Object.entries(files)) fake.addAsset(on, name, content);
  return { fake, on };
}

function assetNamed(on: FakeRelease, name: string) {
  const asset = on.assets.find((candidate) => candidate.name === name);
  if (!asset) throw new Error(`there is no ${name}`);
  return asset;
}

const THEIRS = { 'README.txt': 'read me', 'blue-linux-amd64.tar.gz': 'a program', 'blue-app.yaml': 'kind: App\n' };
const theirSums = Object.entries(THEIRS)
  .map(([name, content]) => line(name, content))
  .join('');

test.each([
  ['of other files', theirSums],
  ['of one that is named as a document', line('blue-app.yaml', THEIRS['blue-app.yaml'])],
  ['with a line of another form', `# by hand\n${line('blue-host9.yaml', 'x')}`],
  ['that is no list', 'nothing of the kind'],
  ['that is empty', ''],
])('a SHA256SUMS of somebody else’s, %s, stays as it is, and nothing is changed', async (_, sums) => {
  const before = { ...THEIRS, 'blue-SHA256SUMS': sums };
  const { fake, on } = release(before);
  const { status, log } = await run(fake, manifest('blue'));
  expect(status).toBe(1);
  expect(log).toContain(
    '::error title=meshinit::blue-SHA256SUMS on the release is a file that meshinit did not write for this cluster. Rename or delete it there, or rename the cluster. Nothing was changed.\n',
  );
  expect(contentsOf(on)).toEqual(before);
  expect(fake.writes).toEqual([]);
});

test('a plain SHA256SUMS, and all that it lists, is not one of ours', async () => {
  const before = { ...THEIRS, SHA256SUMS: theirSums };
  const { fake, on } = release(before);
  expect((await run(fake, manifest('blue'))).status).toBe(0);
  expect(contentsOf(on)).toMatchObject(before);
});

test('what others list in the cluster’s SHA256SUMS is never removed, and their lines stay', async () => {
  const { fake, on } = release(THEIRS);
  await run(fake, manifest('blue'));
  assetNamed(on, 'blue-SHA256SUMS').content = Buffer.from(`${contentsOf(on)['blue-SHA256SUMS']}${theirSums}`);
  expect((await run(fake, manifest('blue', ['host1']))).status).toBe(0);
  const after = contentsOf(on);
  expect(after).toMatchObject(THEIRS);
  expect(Object.keys(after)).not.toContain('blue-host2.yaml');
  for (const text of theirSums.trim().split('\n')) expect(after['blue-SHA256SUMS']?.split('\n')).toContain(text);
  expect(after['blue-SHA256SUMS']).not.toContain('host2');
});

test.each(['false', 'true'])('a foreign file under a host’s name is not replaced, prune %s', async (prune) => {
  const before = { 'blue-host1.yaml': '#cloud-config\npackages: [htop]\n' };
  const { fake, on } = release(before);
  const { status, log } = await run(fake, manifest('blue'), { INPUT_PRUNE: prune });
  expect(status).toBe(1);
  expect(log).toContain('blue-host1.yaml on the release is a file that meshinit did not write for this cluster');
  expect(contentsOf(on)).toEqual(before);
});

test('a document of an earlier manifest is replaced though no checksums list it: a run was cut short', async () => {
  const { fake, on } = release({});
  await run(fake, manifest('blue'));
  on.assets.splice(on.assets.indexOf(assetNamed(on, 'blue-SHA256SUMS')), 1);
  const { status } = await run(fake, manifest('blue').replace('10.0.0.1 ', '10.0.0.9 '));
  expect(status).toBe(0);
  expect(contentsOf(on)['blue-host2.yaml']).toContain('10.0.0.9');
});

test('two clusters on one release leave each other’s files alone, temporary ones too', async () => {
  const { fake, on } = release({});
  await run(fake, manifest('blue'));
  await run(fake, manifest('blue-eu'));
  const eu = contentsOf(on);
  // blue-eu is uploading hosts for the first time, and has no checksums yet.
  on.assets.splice(on.assets.indexOf(assetNamed(on, 'blue-eu-SHA256SUMS')), 1);
  const document = eu['blue-eu-host1.yaml'] ?? '';
  const fresh = `blue-eu-host1.yaml.meshinit-new-${'0'.repeat(16)}`;
  fake.addAsset(on, fresh, document);
  fake.addAsset(on, 'blue-eu-host2.yaml.meshinit-new-1111111111111111', '', 'starter');
  const names = on.assets.map(({ name }) => name).filter((name) => name.startsWith('blue-eu-'));
  // Whoever can write the list can name another cluster's file in it.
  const sums = assetNamed(on, 'blue-SHA256SUMS');
  sums.content = Buffer.from(`${Buffer.from(sums.content)}${line('blue-eu-host1.yaml', document)}`);
  expect((await run(fake, manifest('blue', ['host1']))).status).toBe(0);
  expect(on.assets.map(({ name }) => name)).toEqual(expect.arrayContaining(names));
  expect(contentsOf(on)['blue-eu-host1.yaml']).toBe(document);
});

test('a cluster does not take the file of another whose name is the same letters', async () => {
  const { fake, on } = release({});
  await run(fake, manifest('blue-eu', ['a', 'b']));
  const before = contentsOf(on);
  const { status, log } = await run(fake, manifest('blue', ['eu-a', 'c']));
  expect(status).toBe(1);
  expect(log).toContain('blue-eu-a.yaml on the release is a file that meshinit did not write for this cluster');
  expect(contentsOf(on)).toEqual(before);
});

test('a file that has a temporary name and other bytes is left alone', async () => {
  const mine = {
    'blue-host1.yaml.meshinit-old-7': 'mine',
    'blue-host1.yaml.meshinit-new-0123456789abcdef': 'mine too',
    'blue-SHA256SUMS.meshinit-old-8': line('README.txt', 'read me'),
    'blue-gone.yaml.meshinit-new-0123456789abcdef': 'and mine',
  };
  const { fake, on } = release(mine);
  expect((await run(fake, manifest('blue'))).status).toBe(0);
  expect((await run(fake, manifest('blue', ['host2']))).status).toBe(0);
  expect(contentsOf(on)).toMatchObject(mine);
});

test('a file larger than any document is not even downloaded', async () => {
  const { fake, on } = release({});
  fake.addAsset(on, 'blue-host1.yaml', new Uint8Array(2 ** 20 + 1));
  expect((await run(fake, manifest('blue'))).status).toBe(1);
  expect(fake.calls.filter(({ path }) => path.includes('/assets/'))).toEqual([]);
});

test('a host that has another format takes its old file along', async () => {
  const { fake, on } = release({});
  await run(fake, example, { INPUT_PRUNE: 'false' });
  await run(fake, example, { INPUT_PRUNE: 'false', INPUT_FORMAT: 'script' });
  expect(on.assets.map(({ name }) => name).filter((name) => name.endsWith('.yaml'))).toEqual([]);
});
