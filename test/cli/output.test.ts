import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { exampleNamed, examples } from '../support/examples.ts';
import { execute, said } from '../support/execute.ts';
import { temporaryDirectory, writeTree } from '../support/temporary.ts';
import { testWith, toolEnvironment } from '../support/tool.ts';
import { BUNDLE, runners } from './runners.ts';

const { text } = exampleNamed('debian-vxlan');
const WITHOUT_HOST3 = text.replace(/ {2}host3.*\n/, '');
const SECRET = `${text.replace('host2: { address: 10.0.0.12 }', 'host2: { address: 10.0.0.12, cloud_config: { password: hunter2 } }')}`;

function workplace(manifest = text): string {
  const directory = temporaryDirectory();
  writeTree(directory, [{ path: 'meshinit.yaml', content: manifest }]);
  return directory;
}

/** Every file below a directory, hidden ones too, with its content. */
function tree(directory: string): Record<string, string> {
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    entries
      .map((entry) => join(entry.parentPath, entry.name))
      .toSorted()
      .map((path) => [
        path.slice(directory.length + 1),
        statSync(path).isDirectory() ? '(directory)' : readFileSync(path, 'latin1'),
      ]),
  );
}

const sha256 = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');
const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);

describe.each(runners)('compile by $name', ({ run }) => {
  test('writes a document for each host, their checksums and the lock, and nothing else', async () => {
    const directory = workplace();
    const { status, stdout, stderr } = await run(['compile'], { cwd: directory });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(Object.keys(tree(directory))).toEqual([
      'meshinit.lock',
      'meshinit.yaml',
      'userdata',
      'userdata/SHA256SUMS',
      'userdata/host1.yaml',
      'userdata/host2.yaml',
      'userdata/host3.yaml',
    ]);
    for (const host of ['host1', 'host2', 'host3']) expect(stdout).toContain(`userdata/${host}.yaml`);
  });

  test('writes what the snapshots hold, byte for byte', async () => {
    const seed = join(temporaryDirectory(), 'seed');
    writeFileSync(seed, new Uint8Array(32), { mode: 0o600 });
    // Copies, whose lock files get what follows from the seed.
    const cwd = temporaryDirectory();
    cpSync('examples', join(cwd, 'examples'), { recursive: true });
    for (const { name, path } of examples) {
      const out = join(temporaryDirectory(), 'out');
      expect((await run(['compile', path, '-o', out, '--pretty', '--seed', seed], { cwd })).status).toBe(0);
      const documents = readdirSync(out).filter((file) => file !== 'SHA256SUMS');
      const kept = readdirSync(`snapshots/${name}`, { withFileTypes: true }).filter((entry) => entry.isFile());
      expect(documents.toSorted()).toEqual(kept.map((entry) => entry.name).toSorted());
      for (const file of documents) {
        expect(readFileSync(join(out, file), 'utf8')).toBe(readFileSync(`snapshots/${name}/${file}`, 'utf8'));
      }
    }
  });

  test('writes checksums that sha256sum verifies', async () => {
    const directory = workplace();
    await run(['compile', '-o', 'out/deep'], { cwd: directory });
    const outcome = await execute('sha256sum', ['--check', '--strict', 'SHA256SUMS'], {
      cwd: join(directory, 'out/deep'),
    });
    expect(said(outcome)).toBe('host1.yaml: OK\nhost2.yaml: OK\nhost3.yaml: OK\n');
  });

  test('writes the same bytes again, and touches nothing that is up to date', async () => {
    const directory = workplace();
    await run(['compile'], { cwd: directory });
    const [before, times] = [tree(directory), statSync(join(directory, 'userdata/host1.yaml')).mtimeMs];
    expect((await run(['compile', '--frozen'], { cwd: directory })).status).toBe(0);
    expect(tree(directory)).toEqual(before);
    expect(statSync(join(directory, 'userdata/host1.yaml')).mtimeMs).toBe(times);
  });

  test('gives a document that holds a secret the mode 0600, and others 0644, whatever the umask', async () => {
    const directory = workplace(SECRET);
    await run(['compile'], { cwd: directory });
    const modes = ['host1.yaml', 'host2.yaml', 'SHA256SUMS'].map((file) => modeOf(join(directory, 'userdata', file)));
    expect(modes).toEqual(['644', '600', '644']);
    // The secret comes later, or goes: the mode follows.
    writeTree(directory, [{ path: 'meshinit.yaml', content: text }]);
    await run(['compile'], { cwd: directory });
    expect(modeOf(join(directory, 'userdata/host2.yaml'))).toBe('644');
  });

  test('gives back its mode to a document whose bytes are right', async () => {
    const directory = workplace(SECRET);
    await run(['compile'], { cwd: directory });
    const path = join(directory, 'userdata/host2.yaml');
    const before = readFileSync(path);
    for (const mode of [0o644, 0o400, 0o666]) {
      chmodSync(path, mode);
      expect((await run(['compile'], { cwd: directory })).status).toBe(0);
      expect(modeOf(path)).toBe('600');
    }
    expect(readFileSync(path)).toEqual(before);
  });

  test('takes away the document of a host that left, and keeps the others’', async () => {
    const directory = workplace();
    await run(['compile'], { cwd: directory });
    writeTree(directory, [{ path: 'meshinit.yaml', content: WITHOUT_HOST3 }]);
    expect((await run(['compile'], { cwd: directory })).status).toBe(0);
    expect(readdirSync(join(directory, 'userdata')).toSorted()).toEqual(['SHA256SUMS', 'host1.yaml', 'host2.yaml']);
    expect(readFileSync(join(directory, 'userdata/SHA256SUMS'), 'utf8')).not.toContain('host3');
  });

  test('keeps a document that somebody changed, a foreign file, and one that no checksum proves', async () => {
    const directory = workplace();
    await run(['compile'], { cwd: directory });
    const out = join(directory, 'userdata');
    writeFileSync(join(out, 'host3.yaml'), '# mine now\n');
    writeFileSync(join(out, 'host9.yaml'), '# never in the manifest\n');
    mkdirSync(join(out, 'notes'));
    writeTree(directory, [{ path: 'meshinit.yaml', content: WITHOUT_HOST3 }]);
    expect((await run(['compile'], { cwd: directory })).status).toBe(0);
    expect(readdirSync(out).toSorted()).toEqual([
      'SHA256SUMS',
      'host1.yaml',
      'host2.yaml',
      'host3.yaml',
      'host9.yaml',
      'notes',
    ]);
    expect(readFileSync(join(out, 'host3.yaml'), 'utf8')).toBe('# mine now\n');
  });

  test('removes nothing outside its directory, whatever the checksums name', async () => {
    const directory = workplace();
    writeTree(directory, [{ path: 'precious.yaml', content: 'x' }]);
    const sum = sha256(join(directory, 'precious.yaml'));
    writeTree(directory, [{ path: 'userdata/SHA256SUMS', content: `${sum}  ../precious.yaml\n${sum}  ..\n` }]);
    await run(['compile'], { cwd: directory });
    expect(existsSync(join(directory, 'precious.yaml'))).toBe(true);
  });

  test('with --host writes that one, and keeps the others with their checksums', async () => {
    const directory = workplace();
    await run(['compile'], { cwd: directory });
    const before = tree(directory);
    unlinkSync(join(directory, 'userdata/host2.yaml'));
    expect((await run(['compile', '--host', 'host1', '--host', 'host2'], { cwd: directory })).status).toBe(0);
    expect(tree(directory)).toEqual(before);
  });

  test('with --gzip and --base64 changes the names, and takes the old ones away', async () => {
    const directory = workplace(text.replace('os: debian-12', 'os: debian-12, provider: nocloud'));
    await run(['compile'], { cwd: directory });
    const plain = readFileSync(join(directory, 'userdata/host1.yaml'), 'utf8');
    expect((await run(['compile', '--gzip'], { cwd: directory })).status).toBe(0);
    expect(readdirSync(join(directory, 'userdata')).toSorted()).toEqual([
      'SHA256SUMS',
      'host1.yaml.gz',
      'host2.yaml.gz',
      'host3.yaml.gz',
    ]);
    const gunzipped = await execute('gunzip', ['-c', 'host1.yaml.gz'], { cwd: join(directory, 'userdata') });
    expect(gunzipped.stdout).toBe(plain);
    expect((await run(['compile', '--base64'], { cwd: directory })).status).toBe(0);
    const decoded = await execute('base64', ['-d', 'host1.yaml.b64'], { cwd: join(directory, 'userdata') });
    expect(decoded.stdout).toBe(plain);
    expect((await run(['compile', '--gzip', '--base64'], { cwd: directory })).status).toBe(0);
    expect(readdirSync(join(directory, 'userdata')).toSorted()).toEqual([
      'SHA256SUMS',
      'host1.yaml.gz.b64',
      'host2.yaml.gz.b64',
      'host3.yaml.gz.b64',
    ]);
  });

  test('says of each document how it is packed, how large it would be otherwise, and what that means', async () => {
    const motd = `cloud_config: { write_files: [{ path: /etc/motd, content: "${'x'.repeat(5000)}" }] }`;
    const directory = workplace(text.replace('10.0.0.12 }', `10.0.0.12, ${motd} }`));
    const { stdout } = await run(['compile'], { cwd: directory });
    const [first, second, third, ...notes] = stdout.trimEnd().split('\n');
    expect(first).toMatch(/^userdata\/host1\.yaml {2}1\d,\d{3} of 16,384 bytes$/);
    expect(second).toMatch(/^userdata\/host2\.yaml {2}1\d,\d{3} of 16,384 bytes, compact \(readable: \d\d,\d{3}\)$/);
    expect(third).toMatch(/^userdata\/host3\.yaml .* bytes$/);
    expect(notes).toEqual(['', expect.stringMatching(/^compact: .*paste/)]);
  });

  test('with --readable packs nothing, and fails where that does not fit', async () => {
    const directory = workplace();
    await run(['compile'], { cwd: directory });
    const before = tree(directory);
    expect((await run(['compile', '--readable'], { cwd: directory })).status).toBe(0);
    expect(tree(directory)).toEqual(before);
    writeTree(directory, [
      {
        path: 'meshinit.yaml',
        content: text.replace('10.0.0.12 }', `10.0.0.12, cloud_config: { final_message: "${'x'.repeat(5000)}" } }`),
      },
    ]);
    const { status, stderr } = await run(['compile', '--readable'], { cwd: directory });
    expect(status).toBe(1);
    expect(stderr).toMatch(/MI0801: host2's document has \d+ bytes, packed as readable/);
  });

  test('with an error writes nothing at all, not even the directory', async () => {
    const directory = workplace(text.replace('10.0.0.12', '10.0.0.300'));
    const before = tree(directory);
    expect((await run(['compile', '-o', 'a/b/c'], { cwd: directory })).status).toBe(1);
    expect(tree(directory)).toEqual(before);
  });

  test('neither check, nor plan, nor --stdout writes a lock', async () => {
    const directory = workplace();
    const before = tree(directory);
    for (const args of [
      ['check'],
      ['plan'],
      ['plan', '--json'],
      ['compile', '--stdout'],
      ['compile', '--stdout', '--host', 'host1'],
    ]) {
      expect((await run(args, { cwd: directory })).status).toBe(0);
    }
    expect(tree(directory)).toEqual(before);
  });

  test('a directory in a document’s place stops all of it, with nothing changed', async () => {
    for (const place of ['userdata/host2.yaml', 'userdata/SHA256SUMS', 'meshinit.lock']) {
      const directory = workplace();
      mkdirSync(join(directory, place), { recursive: true });
      writeTree(directory, [{ path: 'userdata/mine', content: 'x' }]);
      const before = tree(directory);
      const { status, stdout, stderr } = await run(['compile'], { cwd: directory });
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toContain(place.split('/').at(-1));
      expect(stderr).toMatch(/directory/);
      expect(tree(directory)).toEqual(before);
    }
  });

  test('a file in the directory’s place is said, and stays', async () => {
    const directory = workplace();
    writeFileSync(join(directory, 'userdata'), 'not a directory\n');
    const before = tree(directory);
    for (const out of ['userdata', 'userdata/deeper']) {
      const { status, stderr } = await run(['compile', '-o', out], { cwd: directory });
      expect(status).toBe(2);
      expect(stderr).toContain('nothing was changed');
      expect(stderr).not.toMatch(/ {4}at |internal error/);
    }
    expect(tree(directory)).toEqual(before);
  });

  test.each(['../elsewhere', '../nowhere'])('a link to %s in a document’s place is an error, and stays', async (to) => {
    const directory = workplace();
    writeTree(directory, [{ path: 'elsewhere', content: 'precious\n' }]);
    mkdirSync(join(directory, 'userdata'));
    symlinkSync(to, join(directory, 'userdata/host1.yaml'));
    const { status, stderr } = await run(['compile'], { cwd: directory });
    expect(status).toBe(2);
    expect(stderr).toContain('userdata/host1.yaml is a link that meshinit did not create; nothing was changed\n');
    expect(readdirSync(join(directory, 'userdata'))).toEqual(['host1.yaml']);
    expect(readlinkSync(join(directory, 'userdata/host1.yaml'))).toBe(to);
    expect(readFileSync(join(directory, 'elsewhere'), 'utf8')).toBe('precious\n');
  });

  test('leaves no temporary file behind, and minds none that an earlier run left', async () => {
    const directory = workplace();
    writeTree(directory, [{ path: 'userdata/.host1.yaml.meshinit-new', content: 'half' }]);
    expect((await run(['compile'], { cwd: directory })).status).toBe(0);
    expect(readdirSync(join(directory, 'userdata')).toSorted()).toEqual([
      'SHA256SUMS',
      'host1.yaml',
      'host2.yaml',
      'host3.yaml',
    ]);
  });
});

describe('what only a process shows', () => {
  const testMounts = testWith('unshare', 'root');

  /** Runs the bundle with a small file system, or one that takes no writing, in the place of the output directory. */
  const onFileSystem = (
    directory: string,
    options: string,
    before = '',
  ): Promise<{ status: number | string; stdout: string; stderr: string }> =>
    execute(
      'unshare',
      [
        '--mount',
        'sh',
        '-euc',
        `mkdir -p '${directory}/userdata'; mount -t tmpfs -o ${options} tmpfs '${directory}/userdata'; cd '${directory}'; ${before}
status=0; '${process.execPath}' '${BUNDLE}' compile || status=$?; ls -A userdata; exit $status`,
      ],
      { env: toolEnvironment },
    );

  testMounts('a full disk is said, and nothing is changed', async () => {
    const directory = workplace();
    const { status, stdout, stderr } = await onFileSystem(directory, 'size=24k');
    expect(status).toBe(2);
    expect(stderr).toContain('the disk is full');
    expect(stdout).toBe('');
    expect(existsSync(join(directory, 'meshinit.lock'))).toBe(false);
  });

  testMounts('a file system that is read-only is said', async () => {
    const directory = workplace();
    const { status, stdout, stderr } = await onFileSystem(directory, 'ro');
    expect(status).toBe(2);
    expect(stderr).toContain('read-only');
    expect(stdout).toBe('');
  });

  test('a reader that goes away early is no fault', async () => {
    const directory = workplace();
    const script = `'${process.execPath}' '${BUNDLE}' compile --stdout | head -c 10; echo`;
    const { stdout, stderr } = await execute('bash', ['-c', script], { cwd: directory });
    expect(stdout).toBe('---\n#cloud\n');
    expect(stderr).toBe('');
  });

  test('a full disk behind standard output is said, and is no fault of ours', async () => {
    const script = `'${process.execPath}' '${BUNDLE}' compile --stdout >/dev/full`;
    const { status, stderr } = await execute('bash', ['-c', script], { cwd: workplace() });
    expect(status).toBe(2);
    expect(stderr).toBe('meshinit: cannot write to standard output: the disk is full\n');
  });

  test.each(['2>/dev/full', '2> >(:)'])('a bad manifest fails where nobody hears why: %s', async (elsewhere) => {
    const script = `'${process.execPath}' '${BUNDLE}' check ${elsewhere}`;
    const { status } = await execute('bash', ['-c', script], { cwd: workplace('meshinit: 2\n') });
    expect(status).toBe(1);
  });

  test('Ctrl-C while it waits for a manifest ends it, with the status of an interrupted program', async () => {
    const child = spawn(process.execPath, [BUNDLE, 'compile', '-'], {
      cwd: workplace(),
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const ended = new Promise<string>((resolve) =>
      child.on('close', (code, signal) => resolve(String(code ?? signal))),
    );
    await new Promise((resolve) => setTimeout(resolve, 1500));
    child.kill('SIGINT');
    const timeout = new Promise<string>((resolve) => setTimeout(() => resolve('still waiting after 3 s'), 3000));
    const outcome = await Promise.race([ended, timeout]);
    child.kill('SIGKILL');
    expect(['130', 'SIGINT']).toContain(outcome);
  });

  test('Ctrl-C at any moment leaves all files as they were, or all new', async () => {
    const directory = workplace();
    for (const [index, delay] of [40, 90, 120, 150, 180, 220].entries()) {
      const host = `host${index % 2 === 0 ? 3 : 4}: { address: 10.0.0.13 }`;
      writeTree(directory, [{ path: 'meshinit.yaml', content: `${WITHOUT_HOST3}  ${host}\n` }]);
      const child = spawn(process.execPath, [BUNDLE, 'compile'], { cwd: directory, stdio: 'ignore' });
      const ended = new Promise((resolve) => child.on('close', resolve));
      setTimeout(() => child.kill('SIGINT'), delay);
      await ended;
      const out = join(directory, 'userdata');
      if (!existsSync(join(out, 'SHA256SUMS'))) continue;
      expect(readdirSync(out).filter((file) => file.startsWith('.'))).toEqual([]);
      expect((await execute('sha256sum', ['--check', '--strict', 'SHA256SUMS'], { cwd: out })).status).toBe(0);
    }
  });
});
