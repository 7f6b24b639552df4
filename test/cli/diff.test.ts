import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { exampleNamed } from '../support/examples.ts';
import { temporaryDirectory, writeTree } from '../support/temporary.ts';
import { sources } from './runners.ts';

const { text, lock } = exampleNamed('debian-vxlan');
const changed = text.replace('10.0.0.13', '10.0.0.99');

/** A repository whose last commit has the example, and whose work tree has it changed. */
function workplace(): string {
  const directory = temporaryDirectory();
  writeTree(directory, [
    { path: 'meshinit.yaml', content: text },
    { path: 'meshinit.lock', content: lock },
    { path: 'new.yaml', content: changed },
    { path: 'new.lock', content: lock },
    { path: 'bad.yaml', content: 'meshinit: 1\nhosts: { host1: { address: 10.0.0.300, os: debian-12 } }\n' },
    { path: 'documents/host1.yaml', content: '' },
  ]);
  const git = (...args: string[]) =>
    execFileSync(
      'git',
      ['-c', 'user.name=t', '-c', 'user.email=t@example.com', '-c', 'commit.gpgsign=false', ...args],
      {
        cwd: directory,
        stdio: 'ignore',
      },
    );
  git('init');
  git('add', 'meshinit.yaml', 'meshinit.lock');
  git('commit', '-m', 'one');
  writeFileSync(join(directory, 'meshinit.yaml'), changed);
  return directory;
}

describe.each(sources)('$name diff', ({ run }) => {
  const at = (...args: readonly string[]) => run(['diff', ...args], { cwd: workplace() });

  test('says what each host needs, and why', async () => {
    const { status, stdout, stderr } = await at('HEAD:meshinit.yaml', 'new.yaml');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toBe(
      [
        'host   needs  files  why',
        'host1  patch  2      link vxlan2 to host3 leads elsewhere',
        'host2  patch  2      link vxlan3 to host3 leads elsewhere',
        'host3  patch  1      no traffic is interrupted',
        '',
      ].join('\n'),
    );
  });

  test('compares what is left out with git: a manifest with HEAD, a revision with the work tree', async () => {
    const told = await at('HEAD:meshinit.yaml', 'meshinit.yaml');
    expect(told.stdout).toContain('leads elsewhere');
    for (const args of [
      [],
      ['meshinit.yaml'],
      ['--manifest', 'meshinit.yaml'],
      ['./meshinit.yaml'],
      ['HEAD:meshinit.yaml'],
      ['HEAD:./meshinit.yaml'],
    ]) {
      expect(await at(...args)).toEqual(told);
    }
    const cwd = workplace();
    const link = join(temporaryDirectory(), 'link.yaml');
    symlinkSync(join(cwd, 'meshinit.yaml'), link);
    expect((await run(['diff', link], { cwd: temporaryDirectory() })).stdout).toContain('leads elsewhere');
    mkdirSync(join(cwd, 'deep'));
    for (const args of [['../meshinit.yaml'], ['HEAD:meshinit.yaml'], ['HEAD:../meshinit.yaml']]) {
      expect(await run(['diff', ...args], { cwd: join(cwd, 'deep') })).toEqual(told);
    }
  });

  test('reads one side from standard input', async () => {
    const outcome = await run(['diff', 'HEAD:meshinit.yaml', '-'], { cwd: workplace(), stdin: changed });
    expect(outcome.stdout).toContain('leads elsewhere');
    expect(await run(['diff', '-'], { cwd: workplace(), stdin: changed })).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("git's HEAD does not contain <stdin>"),
    });
  });

  test('without a manifest proposes to name one, or to make one', async () => {
    for (const command of [['diff'], ['explain', 'host1'], ['patch', '--all']]) {
      const { status, stderr } = await run(command, { cwd: temporaryDirectory() });
      expect(status).toBe(2);
      expect(stderr).toMatch(/Name a manifest: 'meshinit .*--manifest PATH', or create one: 'meshinit init'\./);
    }
  });

  test('outside a repository says that nothing is there to compare with', async () => {
    const cwd = temporaryDirectory();
    writeTree(cwd, [{ path: 'meshinit.yaml', content: text }]);
    for (const args of [['diff'], ['patch', '--all']]) {
      const outcome = await run(args, { cwd });
      expect(outcome).toMatchObject({
        status: 2,
        stderr: expect.stringContaining("git's HEAD does not contain meshinit.yaml"),
      });
    }
    const { status, stderr } = await run(['explain', 'host1', '/etc/meshinit/peers'], { cwd });
    expect(status).toBe(0);
    expect(stderr).not.toContain('HEAD');
  });

  test('patch --all and explain compare with HEAD too', async () => {
    const cwd = workplace();
    const named = await run(['patch', '--all', '--from', 'HEAD:meshinit.yaml'], { cwd });
    expect(await run(['patch', '--all'], { cwd })).toEqual(named);
    expect(named.stdout).toContain('host1  patch');
    const { stdout, stderr } = await run(['explain', 'host1', '/etc/meshinit/peers:2'], { cwd });
    expect(stdout).toMatch(/^meshinit\.yaml:8:3\n/);
    expect(stderr).toContain('since HEAD: /etc/meshinit/peers changed\n');
    expect((await run(['explain', 'host1'], { cwd })).stderr).toBe(
      'since HEAD: /etc/meshinit/firewall.nft changed\nsince HEAD: /etc/meshinit/peers changed\n',
    );
    expect((await run(['explain', 'host1', '/etc/docker/daemon.json'], { cwd })).stderr).not.toContain('since HEAD');
    const past = ['explain', 'host1', '/etc/meshinit/peers:2', '--manifest', 'HEAD:meshinit.yaml'];
    expect((await run(past, { cwd })).stdout).toMatch(/^HEAD:meshinit\.yaml:8:3\n/);
    writeFileSync(join(cwd, 'meshinit.yaml'), text.replace(/ {2}host3.*\n/, ''));
    expect(await run(['explain', 'host3'], { cwd })).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('since HEAD: host3 is gone; explain it with --manifest HEAD:meshinit.yaml'),
    });
  });

  test('with --exit-code ends with 1 where something differs, and only there', async () => {
    expect((await at('meshinit.yaml', 'new.yaml', '--exit-code')).status).toBe(0);
    expect((await at('HEAD:meshinit.yaml', 'meshinit.yaml', '--exit-code')).status).toBe(1);
  });

  test('prints unified diffs and JSON', async () => {
    const { stdout } = await at('HEAD:meshinit.yaml', 'new.yaml', '--text');
    expect(stdout).toContain('--- host1/etc/meshinit/peers\n+++ host1/etc/meshinit/peers\n');
    expect(stdout).toContain('-vxlan2 10.0.0.13 172.17.0.3 host3\n+vxlan2 10.0.0.99 172.17.0.3 host3\n');
    const { hosts } = JSON.parse((await at('HEAD:meshinit.yaml', 'new.yaml', '--json')).stdout);
    expect(hosts[0]).toEqual({
      host: 'host1',
      verdict: 'patch',
      why: ['link vxlan2 to host3 leads elsewhere'],
      files: [
        { path: '/etc/meshinit/firewall.nft', change: 'changed' },
        { path: '/etc/meshinit/peers', change: 'changed' },
      ],
      links: [{ peer: 'host3', name: 'vxlan2', change: 'leads elsewhere' }],
    });
  });

  test.each([
    [['new.yaml'], "git's HEAD does not contain new.yaml\nName the manifest to compare with: 'meshinit diff OLD NEW'."],
    [['documents'], 'a directory of documents can only be compared with another directory'],
    [['HEAD:new.yaml'], 'git has no HEAD:new.yaml'],
    [['meshinit.yaml', '--manifest', 'new.yaml'], '--manifest and OLD cannot be combined'],
    [['meshinit.yaml', 'new.yaml', 'x'], "unexpected argument 'x'"],
    [['HEAD:nothing.yaml', 'new.yaml'], 'git has no HEAD:nothing.yaml'],
    [['new.yaml', 'new.yaml', '--output=x'], "diff has no option '--output'"],
    [['documents', 'new.yaml'], 'a directory of documents can only be compared with another directory'],
    [['nowhere.yaml', 'new.yaml'], 'cannot read nowhere.yaml'],
  ])('refuses %j', async (args, message) => {
    const { status, stdout, stderr } = await at(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(message);
  });

  test('a wrong manifest on either side ends with 1', async () => {
    for (const args of [
      ['bad.yaml', 'new.yaml'],
      ['new.yaml', 'bad.yaml'],
    ]) {
      const { status, stdout, stderr } = await at(...args);
      expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
      expect(stderr).toContain('MI0301');
    }
  });
});

describe.each(sources)('$name diff of directories', ({ run }) => {
  test('compares their documents, also as unified diffs and as JSON', async () => {
    const cwd = workplace();
    await run(['compile', 'meshinit.yaml', '-o', 'old'], { cwd });
    writeFileSync(join(cwd, 'grown.yaml'), `${text}  host4: { address: 10.0.0.14 }\n`);
    await run(['compile', 'grown.yaml', '-o', 'new'], { cwd });
    const { status, stdout } = await run(['diff', 'old', 'new', '--exit-code'], { cwd });
    expect(status).toBe(1);
    expect(stdout).toMatch(/^host4 {2}new .*boot it with its document$/m);
    expect((await run(['diff', 'old', 'new', '--text'], { cwd })).stdout).toContain(
      '+vxlan3 10.0.0.14 172.17.0.4 host4',
    );
    const { hosts } = JSON.parse((await run(['diff', 'old', 'new', '--json'], { cwd })).stdout);
    expect(hosts.map(({ host, verdict }: { host: string; verdict: string }) => `${host} ${verdict}`)).toEqual([
      'host1 patch',
      'host2 patch',
      'host3 patch',
      'host4 new',
    ]);
  });

  test.each([
    [['documents', 'meshinit.yaml'], 'a directory of documents can only be compared with another directory'],
    [['.git', '.git'], '.git has no documents'],
  ])('%j is told what is wrong', async (args, why) => {
    const { status, stderr } = await run(['diff', ...args], { cwd: workplace() });
    expect(status).toBe(2);
    expect(stderr).toContain(why);
  });
});
