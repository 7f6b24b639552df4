import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, renameSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryDirectory } from '../support/temporary.ts';
import { testWith, toolEnvironment } from '../support/tool.ts';
import { BUNDLE, sources } from './runners.ts';

const MANIFEST =
  'meshinit: 1\ndefaults: { os: debian-12 }\nhosts:\n  a: { address: 10.0.0.11 }\n  b: { address: 10.0.0.12 }\nencryption: wireguard\n';

function workplace(): string {
  const directory = temporaryDirectory();
  writeFileSync(join(directory, 'meshinit.yaml'), MANIFEST);
  return directory;
}

describe.each(sources)('keys of $name', ({ run }) => {
  test('makes the seed for its owner alone, keeps it out of git, and writes the public keys to the lock', async () => {
    const cwd = workplace();
    execFileSync('git', ['init', '-q'], { cwd });
    const { status, stdout, stderr } = await run(['keys'], { cwd });
    expect([status, stderr]).toEqual([0, '']);
    const seed = join(cwd, 'meshinit.seed');
    expect(readFileSync(seed)).toHaveLength(32);
    expect(statSync(seed).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(cwd, '.gitignore'), 'utf8')).toBe('/meshinit.seed\n');
    expect(execFileSync('git', ['status', '--short'], { cwd, encoding: 'utf8' })).not.toContain('seed');
    expect(stdout).toContain('meshinit.lock: public keys of 2 hosts');
    expect(readFileSync(join(cwd, 'meshinit.lock'), 'utf8')).toMatch(
      /a: \{ id: 1-a, generation: 0, public: ".{44}" \}/,
    );
  });

  test('makes the seed of an overlay’s certificates, which compile takes, and no key of the documents comes into the lock', async () => {
    const cwd = workplace();
    const overlay = 'network: none\noverlay: { engine: store, stores: [a] }\n';
    // A provider with room for a document that can be read.
    const readable = MANIFEST.replace('os: debian-12', 'os: debian-12, provider: nocloud');
    writeFileSync(join(cwd, 'meshinit.yaml'), readable.replace('encryption: wireguard\n', overlay));
    const without = await run(['compile'], { cwd });
    expect([without.status, without.stderr]).toEqual([1, expect.stringContaining('MI0515')]);
    const { status, stdout } = await run(['keys'], { cwd });
    expect([status, stdout]).toEqual([
      0,
      expect.stringContaining('meshinit.lock: authority 0 of the overlay’s certificates\n'),
    ]);
    const compiled = await run(['compile'], { cwd });
    expect(compiled.status).toBe(0);
    const document = join(cwd, 'userdata/a.yaml');
    expect(statSync(document).mode & 0o777).toBe(0o600);
    const [, secret = ''] = /BEGIN PRIVATE KEY-----\s+(\S{64})/.exec(readFileSync(document, 'utf8')) ?? [];
    expect(secret).toHaveLength(64);
    for (const said of [compiled.stdout, compiled.stderr, readFileSync(join(cwd, 'meshinit.lock'), 'utf8')]) {
      expect(said).not.toContain(secret);
    }
    for (const words of [
      ['plan', '--json'],
      ['explain', 'a', '/etc/docker/store/key.pem'],
      ['diff', 'meshinit.yaml', 'meshinit.yaml'],
    ]) {
      const { stdout: printed, stderr } = await run(words, { cwd });
      expect(printed + stderr).not.toContain(secret);
    }
  });

  test('never replaces a seed, nor makes another where the lock has keys of one', async () => {
    const cwd = workplace();
    await run(['keys', 'meshinit.yaml'], { cwd });
    const seed = readFileSync(join(cwd, 'meshinit.seed'));
    expect((await run(['keys'], { cwd })).status).toBe(0);
    expect(readFileSync(join(cwd, 'meshinit.seed'))).toEqual(seed);
    renameSync(join(cwd, 'meshinit.seed'), join(cwd, 'elsewhere'));
    const { status, stderr } = await run(['keys'], { cwd });
    expect([status, existsSync(join(cwd, 'meshinit.seed'))]).toEqual([2, false]);
    expect(stderr).toContain('another seed');
  });

  test('makes other keys where a seed is lost, and the lines of the former ones are removed from the lock', async () => {
    const cwd = workplace();
    await run(['keys'], { cwd });
    const path = join(cwd, 'meshinit.lock');
    const before = readFileSync(path, 'utf8');
    renameSync(join(cwd, 'meshinit.seed'), join(cwd, 'elsewhere'));
    writeFileSync(path, before.replace(/^ {2}.*public: .*\n/gm, ''));
    const { status, stderr } = await run(['keys'], { cwd });
    expect([status, stderr]).toEqual([0, '']);
    const after = readFileSync(path, 'utf8');
    expect(after.match(/^ {2}[ab]: \{ id: \d-[ab], generation: 0, public: ".{44}" \}$/gm)).toHaveLength(2);
    expect(after).not.toBe(before);
    expect((await run(['compile'], { cwd })).status).toBe(0);
  });

  test('the seed comes from beside the manifest, from --seed or from MESHINIT_SEED; without it nothing is written', async () => {
    const cwd = workplace();
    const refused = await run(['compile'], { cwd });
    expect([refused.status, existsSync(join(cwd, 'userdata'))]).toEqual([1, false]);
    expect(refused.stderr).toContain('MI0515');
    await run(['keys'], { cwd });
    const documents = async (args: string[], env: Record<string, string> = {}): Promise<string> => {
      const { status, stdout, stderr } = await run(['compile', '--stdout', '--host', 'a', ...args], { cwd, env });
      expect([status, stderr]).toEqual([0, '']);
      return stdout;
    };
    const own = await documents([]);
    renameSync(join(cwd, 'meshinit.seed'), join(cwd, 'elsewhere'));
    expect(await documents(['--seed', 'elsewhere'])).toBe(own);
    const text = readFileSync(join(cwd, 'elsewhere')).toString('base64');
    expect(await documents([], { MESHINIT_SEED: text })).toBe(own);
    for (const command of [['check'], ['plan'], ['graph'], ['diff', 'meshinit.yaml', 'meshinit.yaml']]) {
      expect((await run(command, { cwd })).status, command.join(' ')).toBe(0);
    }
    expect((await run(['patch', 'a'], { cwd })).status).toBe(1);
  });

  test('makes no seed in the place of one that is elsewhere and not there now', async () => {
    const cwd = workplace();
    symlinkSync('stick/seed', join(cwd, 'meshinit.seed'));
    for (const command of ['keys', 'compile']) {
      const { status, stderr } = await run([command], { cwd });
      expect([status, stderr]).toEqual([2, expect.stringContaining('meshinit.seed: it is a link that leads nowhere')]);
    }
  });

  test('takes a seed that a pipe gives once', async () => {
    const cwd = workplace();
    execFileSync('mkfifo', ['pipe'], { cwd });
    const given = execFile('sh', ['-c', 'head -c 32 /dev/zero >pipe'], { cwd });
    const { status, stderr } = await run(['keys', '--seed', 'pipe'], { cwd });
    given.kill();
    expect([status, stderr]).toEqual([0, '']);
  });

  test('says nothing of what a wrong seed holds', async () => {
    const cwd = workplace();
    writeFileSync(join(cwd, 'short.seed'), 'hunter2');
    const file = await run(['compile', '--seed', 'short.seed'], { cwd });
    const text = await run(['compile'], { cwd, env: { MESHINIT_SEED: 'hunter2' } });
    for (const { status, stdout, stderr } of [file, text]) {
      expect(status).toBe(2);
      expect(stdout + stderr).not.toContain('hunter2');
    }
  });

  test('rotates a host’s key beside the former one, once at a time, and ends it', async () => {
    const cwd = workplace();
    await run(['keys'], { cwd });
    const lock = (): string => readFileSync(join(cwd, 'meshinit.lock'), 'utf8');
    const before = lock();
    expect((await run(['keys', '--rotate', 'b'], { cwd })).status).toBe(0);
    expect(lock()).toContain('former:\n  b: { id: 2-b, generation: 0');
    expect(lock()).toContain('  b: { id: 2-b, generation: 1');
    expect((await run(['compile'], { cwd })).status).toBe(0);
    expect((await run(['keys', '--rotate'], { cwd })).status).toBe(2);
    expect((await run(['keys', '--rotate', 'c'], { cwd })).status).toBe(2);
    expect((await run(['keys', '--finish'], { cwd })).status).toBe(0);
    expect(lock()).not.toContain('former');
    expect(lock()).not.toBe(before);
  });

  test('changes an overlay’s authority by steps, and diff tells each; without the seed it makes no other', async () => {
    const cwd = workplace();
    const overlay = 'network: none\noverlay: { engine: swarm, managers: [a] }\n';
    writeFileSync(join(cwd, 'meshinit.yaml'), MANIFEST.replace('encryption: wireguard\n', overlay));
    expect((await run(['keys', '--rotate'], { cwd })).status).toBe(0);
    const lock = (): string => readFileSync(join(cwd, 'meshinit.lock'), 'utf8');
    expect(lock()).toMatch(/^authority: \{ generation: 1, digest: ".{44}", former: ".{44}" \}$/m);
    writeFileSync(join(cwd, 'old.yaml'), readFileSync(join(cwd, 'meshinit.yaml')));
    writeFileSync(
      join(cwd, 'old.lock'),
      lock().replace(/^authority: .*former: (".{44}").*/m, 'authority: { generation: 0, digest: $1 }'),
    );
    const told = async (): Promise<string> => (await run(['diff', 'old.yaml', 'meshinit.yaml'], { cwd })).stdout;
    expect(await told()).toMatch(/a +patch .*certificates of a new authority come/);
    expect((await run(['keys', '--rotate'], { cwd })).stderr).toContain('a rotation is under way');
    writeFileSync(join(cwd, 'old.lock'), lock());
    expect(await run(['keys', '--finish'], { cwd })).toMatchObject({ status: 0 });
    expect(lock()).toMatch(/^authority: \{ generation: 1, digest: ".{44}" \}$/m);
    expect(await told()).toMatch(/a +patch .*the former authority of the overlay's certificates goes/);
    renameSync(join(cwd, 'meshinit.seed'), join(cwd, 'elsewhere'));
    const refused = await run(['keys'], { cwd });
    expect([refused.status, existsSync(join(cwd, 'meshinit.seed'))]).toEqual([2, false]);
    expect(refused.stderr).toContain('remove the line authority from the lock file');
    writeFileSync(join(cwd, 'old.lock'), lock());
    writeFileSync(join(cwd, 'meshinit.lock'), lock().replace(/^authority: .*\n/m, ''));
    expect((await run(['keys'], { cwd })).status).toBe(0);
    expect(await told()).toMatch(/a +patch .*changes at once/);
  });

  test('no file but the seed has the seed, and no message', async () => {
    const cwd = workplace();
    const said = await run(['keys'], { cwd });
    const compiled = await run(['compile'], { cwd });
    const seed = readFileSync(join(cwd, 'meshinit.seed'));
    const forms = [seed.toString('hex'), seed.toString('base64'), seed.toString('latin1')];
    const texts = [
      ...[said, compiled].flatMap(({ stdout, stderr }) => [stdout, stderr]),
      ...readdirSync(cwd, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && entry.name !== 'meshinit.seed')
        .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1')),
    ];
    for (const form of forms) for (const text of texts) expect(text).not.toContain(form);
    expect(statSync(join(cwd, 'userdata/a.yaml')).mode & 0o777).toBe(0o600);
  });
});

testWith('unshare', 'root')('leaves no part of a seed on a full disk, and makes one when there is room', async () => {
  const cwd = workplace();
  const keys = `'${process.execPath}' '${BUNDLE}' keys`;
  const script = `mount -t tmpfs -o size=12k tmpfs '${cwd}'; cd '${cwd}'; cat >meshinit.yaml; head -c 20000 /dev/zero >fill 2>/dev/null || :
status=0; ${keys} || status=$?; ls; rm fill; ${keys}; stat -c %s meshinit.seed; exit $status`;
  const { status, stdout, stderr } = spawnSync('unshare', ['--mount', 'sh', '-euc', script], {
    env: toolEnvironment,
    encoding: 'utf8',
    input: MANIFEST,
  });
  expect([status, stderr]).toEqual([2, 'meshinit: cannot write meshinit.seed: the disk is full\n']);
  expect(stdout.split('\n').slice(0, 3)).toEqual([
    'fill',
    'meshinit.yaml',
    expect.stringContaining('meshinit.seed: made'),
  ]);
  expect(stdout).toMatch(/\n32\n$/);
});
