import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { sha256 } from '../../src/edge/sha256.ts';
import { exampleNamed } from '../support/examples.ts';
import { temporaryDirectory } from '../support/temporary.ts';
import { FakeGitHub } from './fake-github.ts';
import { runIn, type Workspace, workspace } from './runs.ts';

const { text, lock } = exampleNamed('debian-vxlan');
const files = { 'meshinit.yaml': text, 'meshinit.lock': lock };

/** A directory outside that holds what a SHA256SUMS there lists, under the name of a host that left. */
function outside(): string {
  const directory = temporaryDirectory();
  writeFileSync(join(directory, 'gone.yaml'), 'precious');
  writeFileSync(join(directory, 'SHA256SUMS'), `${sha256(Buffer.from('precious'))}  gone.yaml\n`);
  return directory;
}

function link(place: Workspace, path: string, target: string): void {
  const at = join(place.directory, path);
  mkdirSync(dirname(at), { recursive: true });
  symlinkSync(target, at);
}

const run = (place: Workspace, env: Readonly<Record<string, string>> = {}) => runIn(place, new FakeGitHub().fetch, env);

test.each([
  ['userdata', 'userdata', {}],
  ['a', 'a', { INPUT_OUT: 'a/b/c' }],
  ['a/b', 'a/b', { INPUT_OUT: './a/b/c/' }],
  ['a', 'a', { INPUT_OUT: 'a/../a/b' }],
  ['userdata/SHA256SUMS', 'userdata/SHA256SUMS', {}],
  ['userdata/host1.yaml', 'userdata/host1.yaml', {}],
  ['userdata/.host1.yaml.meshinit-new', 'userdata/.host1.yaml.meshinit-new', {}],
])('where %s is a link nothing is written, and nothing outside is touched', async (path, named, env) => {
  for (const target of [outside(), 'elsewhere', '/nowhere/at/all']) {
    const place = workspace(files);
    link(place, path, target);
    const before = existsSync(target) ? readdirSync(target) : [];
    const { status, log } = await run(place, env);
    expect(status).toBe(1);
    expect(log).toContain(
      `::error title=meshinit::input 'out': ${named} is a link; the action does not write through or over links\n`,
    );
    expect(existsSync(target) ? readdirSync(target) : []).toEqual(before);
    expect(lstatSync(join(place.directory, path)).isSymbolicLink()).toBe(true);
    expect(existsSync(join(place.directory, 'userdata/host2.yaml'))).toBe(false);
  }
});

test('what comes before two dots is not followed', async () => {
  const away = outside();
  const place = workspace(files);
  link(place, 'a', join(away, 'deep'));
  mkdirSync(join(away, 'deep'));
  expect((await run(place, { INPUT_OUT: 'a/../userdata' })).status).toBe(0);
  expect(readdirSync(away).toSorted()).toEqual(['SHA256SUMS', 'deep', 'gone.yaml']);
  expect(existsSync(join(place.directory, 'userdata/host1.yaml'))).toBe(true);
});

test('the directory of one of several clusters may be no link either, and then none is written', async () => {
  const place = workspace({
    'a.yaml': text.replace(/^name: .*$/m, 'name: east'),
    'b.yaml': text.replace(/^name: .*$/m, 'name: west'),
  });
  link(place, 'userdata/west', outside());
  const { status, log } = await run(place, { INPUT_MANIFEST: '*.yaml' });
  expect({ status, log }).toMatchObject({ status: 1, log: expect.stringContaining('userdata/west is a link') });
  expect(existsSync(join(place.directory, 'userdata/east'))).toBe(false);
});

test('a lock file that is a link is neither read nor written', async () => {
  const away = outside();
  const place = workspace({ 'meshinit.yaml': text });
  link(place, 'meshinit.lock', join(away, 'gone.yaml'));
  const { status, log } = await run(place, { INPUT_FROZEN: 'false' });
  expect(status).toBe(1);
  expect(log).toContain("input 'manifest': meshinit.lock is a link; the action does not write through or over links");
  expect(log).not.toContain('precious');
  expect(readFileSync(join(away, 'gone.yaml'), 'utf8')).toBe('precious');
});

test.each([
  ['meshinit.yaml', 'meshinit.yaml', ''],
  ['clusters', 'clusters/a.yaml', '/a.yaml'],
])('a manifest that a link %s leads out of the workspace to is not read', async (path, manifest, below) => {
  const away = temporaryDirectory();
  writeFileSync(join(away, 'a.yaml'), 'precious: secret\n');
  const place = workspace({});
  mkdirSync(place.directory, { recursive: true });
  link(place, path, below === '' ? join(away, 'a.yaml') : away);
  const { status, log } = await run(place, { INPUT_MANIFEST: manifest });
  expect(status).toBe(1);
  expect(log).toBe(
    `::add-mask::${place.env['INPUT_TOKEN']}\n::error title=meshinit::input 'manifest': ${manifest} leaves the workspace through a link\n`,
  );
});

test('a pattern does not go through links, out of the workspace or round', async () => {
  const away = temporaryDirectory();
  writeFileSync(join(away, 'b.yaml'), 'precious: secret\n');
  const place = workspace({ 'clusters/a.yaml': text });
  link(place, 'clusters/out', away);
  link(place, 'clusters/round', '.');
  const { status, outputs } = await run(place, { INPUT_MANIFEST: 'clusters/**/*.yaml' });
  expect(status).toBe(0);
  expect(JSON.parse(outputs['hosts'] ?? '')).toHaveLength(3);
});

test('a manifest may be a link inside the workspace, and out a place that the workflow names outside', async () => {
  const away = outside();
  const place = workspace({ 'shared/a.yaml': text, 'shared/a.lock': lock });
  link(place, 'meshinit.yaml', 'shared/a.yaml');
  expect((await run(place, { INPUT_OUT: join(away, 'userdata') })).status).toBe(0);
  expect(readdirSync(join(away, 'userdata'))).toContain('host1.yaml');
});

test('a manifest’s name is no command of the runner and no Markdown', async () => {
  const wrong = text.replace('10.0.0.12', '10.0.0.11');
  const place = workspace({ 'clusters/a\n::set-output name=x::y\n<img src=x>`b`|c.yaml': wrong });
  const { status, log, summary } = await run(place, { INPUT_MANIFEST: 'clusters/*.yaml' });
  expect(status).toBe(1);
  expect(log).not.toMatch(/^::set-output/m);
  expect(summary).toMatch(/^- error MI\d+ at `clusters\/a ::set-output name=x::y <img src=x> b \|c\.yaml:\d+:\d+`: `/m);
});
