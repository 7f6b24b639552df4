import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { execute } from '../support/execute.ts';
import { temporaryDirectory, writeTree } from '../support/temporary.ts';
import { sources } from './runners.ts';

/** A manifest of these hosts. */
function manifest(hosts: readonly string[], { name = '', first = 11, os = 'debian-12' } = {}): string {
  const lines = hosts.map((host, index) => `  ${host}: { address: 10.0.0.${first + index} }\n`);
  return `meshinit: 1\n${name && `name: ${name}\n`}defaults: { os: ${os} }\nhosts:\n${lines.join('')}`;
}

function workplace(files: Readonly<Record<string, string>>): string {
  const directory = temporaryDirectory();
  writeTree(
    directory,
    Object.entries(files).map(([path, content]) => ({ path, content })),
  );
  return directory;
}

const sums = (files: Readonly<Record<string, string>>): string =>
  Object.entries(files)
    .map(([name, content]) => `${createHash('sha256').update(content).digest('hex')}  ${name}\n`)
    .join('');

/** Every path below a directory, and what regular files hold. */
function tree(directory: string): Record<string, string> {
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true });
  const paths = entries.map((entry) => [join(entry.parentPath, entry.name), entry.isFile()] as const);
  return Object.fromEntries(
    paths
      .toSorted()
      .map(([path, isFile]) => [path.slice(directory.length + 1), isFile ? readFileSync(path, 'latin1') : '']),
  );
}

describe.each(sources)('compile by $name', ({ run }) => {
  /** It says so, proposes another directory, and not a byte has changed. */
  async function expectRefusal(directory: string, args: readonly string[], message: string | RegExp): Promise<void> {
    const before = tree(directory);
    const { status, stdout, stderr } = await run(['compile', ...args], { cwd: directory });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/nothing was changed\n.*-o/);
    expect(tree(directory)).toEqual(before);
  }

  test.each(['.', './', 'link', 'deep/..'])('never writes over its manifest, in the directory %s', async (out) => {
    const directory = workplace({ 'web.yaml': manifest(['web', 'db']), 'deep/other': '' });
    symlinkSync('.', join(directory, 'link'));
    await expectRefusal(
      directory,
      ['web.yaml', '-o', out],
      /cannot write \S*web\.yaml: it is (?:an input|the same file as the input \S+)/,
    );
  });

  test.each([
    ['a link', (to: string, path: string) => symlinkSync(to, path)],
    ['a hard link', linkSync],
  ])('never writes over its manifest by %s', async (_, make) => {
    const directory = workplace({ 'm.yaml': manifest(['web', 'db']), 'out/other': '' });
    make(join(directory, 'm.yaml'), join(directory, 'out/web.yaml'));
    await expectRefusal(directory, ['m.yaml', '-o', 'out'], /out\/web\.yaml: it is the same file as the input m\.yaml/);
  });

  test('never writes its lock over its manifest', async () => {
    const directory = workplace({ SHA256SUMS: manifest(['web']) });
    await expectRefusal(
      directory,
      ['SHA256SUMS', '-o', '.'],
      /cannot write SHA256SUMS: it is (?:an input|the same file as the input \S+)/,
    );
  });

  test('never writes over a file that it did not write', async () => {
    const directory = workplace({ 'm.yaml': manifest(['docker-compose']), 'docker-compose.yaml': 'services: {}\n' });
    await expectRefusal(directory, ['m.yaml', '-o', '.'], /docker-compose\.yaml was not written by meshinit/);
    // Nor where a list of checksums knows it.
    writeFileSync(join(directory, 'SHA256SUMS'), sums({ 'docker-compose.yaml': 'services: {}\n' }));
    await expectRefusal(directory, ['m.yaml', '-o', '.'], 'SHA256SUMS was not written by meshinit');
  });

  test.each([
    ['an archive', sums({ 'mytool.tar.gz': 'x' })],
    ['a document’s name', sums({ 'web.yaml': 'x' })],
    ['a document’s name that is not there', sums({ 'gone.yaml': 'x' })],
    ['another form', `SHA256 (mytool.tar.gz) = ${'0'.repeat(64)}\n`],
    ['a comment', `# mine\n${sums({ 'web.yaml': 'x' })}`],
    ['a path', sums({ '../web.yaml': 'x' })],
    ['nothing of the kind', '{"a": 1}'],
  ])('leaves a SHA256SUMS of somebody else’s alone that lists %s', async (_, content) => {
    const directory = workplace({
      'm.yaml': manifest(['a', 'b']),
      'out/SHA256SUMS': content,
      'out/mytool.tar.gz': 'x',
      'out/web.yaml': 'x',
      'web.yaml': 'x',
    });
    await expectRefusal(directory, ['m.yaml', '-o', 'out'], 'out/SHA256SUMS was not written by meshinit');
  });

  test('leaves a file alone that somebody has added to its checksums', async () => {
    const directory = workplace({ 'm.yaml': manifest(['a', 'b']) });
    await run(['compile', 'm.yaml'], { cwd: directory });
    const path = join(directory, 'userdata/SHA256SUMS');
    writeFileSync(join(directory, 'userdata/mine.yaml'), 'x');
    writeFileSync(path, `${readFileSync(path, 'utf8')}${sums({ 'mine.yaml': 'x' })}`);
    await expectRefusal(directory, ['m.yaml'], 'userdata/mine.yaml was not written by meshinit');
  });

  test.each([
    ['names of their own', manifest(['e1', 'e2'], { name: 'east' }), manifest(['w1', 'w2'], { name: 'west' })],
    ['names of their own, the same hosts', manifest(['a'], { name: 'east' }), manifest(['a'], { name: 'west' })],
    ['one name', manifest(['e1', 'e2']), manifest(['w1', 'w2'])],
    ['one name and some hosts', manifest(['a', 'b']), manifest(['a', 'c'])],
    ['one name and all hosts', manifest(['a', 'b']), manifest(['a', 'b'], { first: 50 })],
    [
      'one name, in Ignition',
      manifest(['a', 'b'], { os: 'fedora-coreos', name: 'east' }),
      manifest(['a', 'b'], { os: 'fedora-coreos', name: 'west' }),
    ],
  ])('two manifests do not write to one directory: with %s', async (_, east, west) => {
    const directory = workplace({ 'east.yaml': east, 'west.yaml': west });
    expect((await run(['compile', 'east.yaml'], { cwd: directory })).status).toBe(0);
    await expectRefusal(directory, ['west.yaml'], /may belong to another manifest: |belongs to cluster east/);
    await expectRefusal(directory, ['west.yaml', '--gzip', '--host', west.includes('w1') ? 'w1' : 'a'], /userdata\//);
    expect((await run(['compile', 'west.yaml', '-o', 'west'], { cwd: directory })).status).toBe(0);
    expect((await run(['compile', 'east.yaml', '--frozen'], { cwd: directory })).status).toBe(0);
  });

  test('a manifest that moves with its lock goes on', async () => {
    const directory = workplace({ 'm.yaml': manifest(['a', 'b', 'c']) });
    await run(['compile', 'm.yaml'], { cwd: directory });
    for (const end of ['yaml', 'lock']) renameSync(join(directory, `m.${end}`), join(directory, `n.${end}`));
    writeTree(directory, [{ path: 'n.yaml', content: manifest(['a', 'c']) }]);
    expect(await run(['compile', 'n.yaml'], { cwd: directory })).toMatchObject({ status: 0, stderr: '' });
    expect(readdirSync(join(directory, 'userdata'))).toEqual(['SHA256SUMS', 'a.yaml', 'c.yaml']);
  });

  test('a cluster that is planned anew, its lock deleted, goes on', async () => {
    const directory = workplace({ 'm.yaml': manifest(['a', 'b']) });
    await run(['compile', 'm.yaml'], { cwd: directory });
    rmSync(join(directory, 'm.lock'));
    writeTree(directory, [{ path: 'm.yaml', content: `${manifest(['a', 'b'])}network: { subnet: 172.20.0.0/16 }\n` }]);
    expect(await run(['compile', 'm.yaml'], { cwd: directory })).toMatchObject({ status: 0, stderr: '' });
    expect(readFileSync(join(directory, 'userdata/a.yaml'), 'utf8')).toContain('172.20.');
  });

  test('a document that was edited is an error while its host stays, and is kept when it leaves', async () => {
    const directory = workplace({ 'm.yaml': manifest(['a', 'b']) });
    await run(['compile', 'm.yaml'], { cwd: directory });
    const path = join(directory, 'userdata/a.yaml');
    writeFileSync(path, `${readFileSync(path, 'utf8')}# mine\n`);
    await expectRefusal(directory, ['m.yaml'], 'userdata/a.yaml was changed after meshinit wrote it');
    await expectRefusal(directory, ['m.yaml', '--host', 'a'], 'userdata/a.yaml was changed after meshinit wrote it');
    expect((await run(['compile', 'm.yaml', '--host', 'b'], { cwd: directory })).status).toBe(0);

    writeTree(directory, [{ path: 'm.yaml', content: manifest(['b']) }]);
    const { status, stdout } = await run(['compile', 'm.yaml'], { cwd: directory });
    expect(status).toBe(0);
    expect(stdout).toContain('userdata/a.yaml: kept, because it was changed after meshinit wrote it\n');
    expect(readFileSync(path, 'utf8')).toMatch(/# mine\n$/);
    expect(readFileSync(join(directory, 'userdata/SHA256SUMS'), 'utf8')).not.toContain('a.yaml');
    writeTree(directory, [{ path: 'm.yaml', content: manifest(['a', 'b']) }]);
    await expectRefusal(directory, ['m.yaml'], 'userdata/a.yaml was not written by meshinit');
  });

  test('documents without their checksums are taken as they are where they are right', async () => {
    const directory = workplace({ 'm.yaml': manifest(['a', 'b']) });
    await run(['compile', 'm.yaml'], { cwd: directory });
    const before = tree(directory);
    rmSync(join(directory, 'userdata/SHA256SUMS'));
    expect(await run(['compile', 'm.yaml'], { cwd: directory })).toMatchObject({ status: 0 });
    expect(tree(directory)).toEqual(before);
    rmSync(join(directory, 'userdata/SHA256SUMS'));
    writeTree(directory, [{ path: 'm.yaml', content: manifest(['a', 'b'], { first: 20 }) }]);
    await expectRefusal(directory, ['m.yaml'], /userdata\/[ab]\.yaml was not written by meshinit/);
  });

  test.each(['userdata/a.yaml', 'userdata/SHA256SUMS'])(
    'a pipe or a socket at %s stops nothing but the run',
    async (place) => {
      const directory = workplace({ 'm.yaml': manifest(['a', 'b']), 'userdata/other': '' });
      const path = join(directory, place);
      execFileSync('mkfifo', [path]);
      await expectRefusal(directory, ['m.yaml'], `${place} is `);
      rmSync(path);
      const server = createServer().listen(path);
      onTestFinished(() => void server.close());
      await new Promise((resolve) => server.once('listening', resolve));
      await expectRefusal(directory, ['m.yaml'], `${place} is `);
    },
  );

  test('a pipe in the lock’s place is said', async () => {
    const directory = workplace({ 'm.yaml': manifest(['a', 'b']) });
    execFileSync('mkfifo', [join(directory, 'm.lock')]);
    const { status, stderr } = await run(['compile', 'm.yaml'], { cwd: directory });
    expect({ status, stderr }).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('cannot read m.lock: it is no'),
    });
  });

  test.each(['/proc', '/proc/1/fd', '/dev/full', '/dev/null/deep', 'm.yaml', 'm.yaml/deep'])(
    'the place %s takes no documents, and that is said',
    async (out) => {
      const directory = workplace({ 'm.yaml': manifest(['a', 'b']) });
      const { status, stderr } = await run(['compile', 'm.yaml', '-o', out], { cwd: directory });
      expect({ status, stderr }).toMatchObject({ status: 2, stderr: expect.stringContaining('nothing was changed') });
      expect(readdirSync(directory)).toEqual(['m.yaml']);
    },
  );

  test('a lock that is a link stays one', async () => {
    const directory = workplace({ 'm.yaml': manifest(['a', 'b']), 'locks/m': '' });
    await run(['compile', 'm.yaml'], { cwd: directory });
    renameSync(join(directory, 'm.lock'), join(directory, 'locks/m'));
    symlinkSync('locks/m', join(directory, 'm.lock'));
    writeTree(directory, [{ path: 'm.yaml', content: manifest(['a', 'b', 'c']) }]);
    expect((await run(['compile', 'm.yaml'], { cwd: directory })).status).toBe(0);
    expect(readFileSync(join(directory, 'locks/m'), 'utf8')).toContain('  c: {');
  });

  test('removes what a killed run of an earlier version left beside its documents', async () => {
    const directory = workplace({ 'm.yaml': manifest(['a', 'b']) });
    await run(['compile', 'm.yaml'], { cwd: directory });
    const leftovers = ['.a.yaml.meshinit-old', '.z.ign.gz.meshinit-new', '.SHA256SUMS.meshinit-old'];
    for (const name of leftovers) writeFileSync(join(directory, 'userdata', name), 'secret');
    writeFileSync(join(directory, '.m.lock.meshinit-old'), 'secret');
    mkdirSync(join(directory, 'userdata/.mine'));
    await run(['compile', 'm.yaml'], { cwd: directory });
    expect(readdirSync(join(directory, 'userdata'))).toEqual(['.mine', 'SHA256SUMS', 'a.yaml', 'b.yaml']);
    expect(readdirSync(directory)).toEqual(['m.lock', 'm.yaml', 'userdata']);
  });

  test('from standard input, hosts that left are taken from their own cluster alone', async () => {
    const directory = temporaryDirectory();
    const compile = (stdin: string) => run(['compile', '-'], { cwd: directory, stdin });
    expect((await compile(manifest(['a', 'b']))).status).toBe(0);
    expect((await compile(manifest(['a']))).status).toBe(0);
    expect(readdirSync(join(directory, 'userdata'))).toEqual(['SHA256SUMS', 'a.yaml']);
    expect(await compile(manifest(['z']))).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/may belong to another manifest: .*\n.*-o/),
    });
    const check = await execute('sha256sum', ['-c', '--strict', 'SHA256SUMS'], { cwd: join(directory, 'userdata') });
    expect(check.stdout).toBe('a.yaml: OK\n');
  });
});
