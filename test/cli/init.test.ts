import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { check, compile } from '../../src/index.ts';
import { temporaryDirectory, writeTree } from '../support/temporary.ts';
import { testWith } from '../support/tool.ts';
import { BUNDLE, sources } from './runners.ts';

describe.each(sources)('$name init', ({ run }) => {
  test('writes a manifest that compiles as it is', async () => {
    const cwd = temporaryDirectory();
    const { status, stdout } = await run(['init'], { cwd });
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: 'meshinit.yaml: review it, then run: meshinit compile\n',
    });
    expect((await run(['compile'], { cwd })).status).toBe(0);
    expect(existsSync(join(cwd, 'userdata/host3.yaml'))).toBe(true);
  });

  test('takes hosts, system, provider and name', async () => {
    const { stdout } = await run(
      ['init', '--stdout', '--host=web1=10.0.0.11', '--os', 'ubuntu-24.04', '--provider', 'aws', '--name', 'shop'],
      { cwd: temporaryDirectory() },
    );
    const { cluster } = compile(stdout);
    expect(cluster?.name).toBe('shop');
    expect(cluster?.nodes.map(({ name, address }) => `${name} ${address.text}`)).toEqual(['web1 10.0.0.11']);
  });

  test('keeps names and addresses as texts, whatever they look like', async () => {
    const args = ['init', '--stdout', '--host', '010=fd00::1', '--host', 'no=fd00::2', '--host', '1e3=fd00::3'];
    const { stdout } = await run(args, { cwd: temporaryDirectory() });
    expect(check(stdout)).toEqual([]);
    expect(compile(stdout).cluster?.nodes.map(({ name }) => name)).toEqual(['010', 'no', '1e3']);
  });

  test('writes over no file, unless told to', async () => {
    const cwd = temporaryDirectory();
    writeTree(cwd, [{ path: 'meshinit.yaml', content: 'mine\n' }]);
    const { status, stderr } = await run(['init'], { cwd });
    expect(status).toBe(2);
    expect(stderr).toContain(
      'meshinit.yaml already exists\nChoose another name with -o, or replace the file with --force.',
    );
    expect(readFileSync(join(cwd, 'meshinit.yaml'), 'utf8')).toBe('mine\n');
    expect((await run(['init', '-o', 'other.yaml'], { cwd })).stdout).toContain('meshinit compile other.yaml');
    expect((await run(['init', '--force'], { cwd })).status).toBe(0);
    expect(check(readFileSync(join(cwd, 'meshinit.yaml'), 'utf8'))).toEqual([]);
  });

  test.each([
    [['--host', 'web1'], "--host 'web1' is not NAME=ADDRESS"],
    [['--host', 'web1=nowhere'], "hosts.web1.address 'nowhere' is neither an address nor a name"],
    [['--host', 'web1=10.0.0.300'], "hosts.web1.address '10.0.0.300' is not an IPv4 address"],
    [['--host', 'Web_1=10.0.0.1'], 'Web_1'],
    [['--host', 'a=10.0.0.1', '--host', 'b=10.0.0.1'], 'have the same address 10.0.0.1'],
    [['--host', 'a=10.0.0.1', '--host', 'a=10.0.0.2'], '--host a is given twice'],
    [['--host', 'a": {}=10.0.0.1'], 'hosts'],
    [['--os', 'debian12'], "Did you mean 'debian-12'?"],
    [['--provider', 'hezner'], "Did you mean 'hetzner'?"],
    [['--name', 'My shop'], 'name is'],
    [['-o', 'nowhere/x.yaml'], 'cannot write nowhere/x.yaml'],
    [['-o', '/dev/null/x.yaml'], 'cannot write /dev/null/x.yaml: part of the path is not a directory'],
    [['x'], 'the kind of x is not given'],
    [['x', 'y'], "unexpected argument 'y'"],
  ])('refuses %j, and writes nothing', async (args, message) => {
    const cwd = temporaryDirectory();
    const { status, stdout, stderr } = await run(['init', ...args], { cwd });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(existsSync(join(cwd, 'meshinit.yaml'))).toBe(false);
  });
});

describe.each(sources)('$name init --from', ({ run }) => {
  const csv = 'name,address\nweb1,10.0.0.11\n';
  const at = (args: readonly string[], stdin = csv) => run(['init', ...args], { cwd: temporaryDirectory(), stdin });

  test('reads a file, standard input too', async () => {
    const { status, stdout } = await at(['--from', 'csv', '-', '--stdout', '--os', 'debian-13']);
    expect(status).toBe(0);
    expect(compile(stdout).documents.map(({ host, os }) => `${host} ${os}`)).toEqual(['web1 debian-13']);
  });

  test('says on standard error what it passes over, with its lines', async () => {
    const config = `Match exec "exit 1"\nHost web1\n  HostName 10.0.0.11\nHost github.com\n  User git\n${Array.from({ length: 30 }, (_, index) => `Host x${index}\n`).join('')}`;
    const { status, stdout, stderr } = await at(['--from', 'ssh-config', '-', '--stdout'], config);
    expect(status).toBe(0);
    expect(compile(stdout).documents.map(({ host }) => host)).toEqual(['web1']);
    const lines = stderr.trimEnd().split('\n');
    expect(lines[0]).toBe("<stdin>:1: skipped: 'Match exec': init evaluates no conditions and executes no commands");
    expect(lines[1]).toBe("<stdin>:4: skipped: 'github.com': a git service");
    expect(lines.slice(20)).toEqual(['<stdin>: skipped: 12 more']);
  });

  test.each([
    [['--from', 'ssh-config', '/dev/zero'], csv, 'cannot read /dev/zero: it is larger than 64 MiB'],
    [['--from', 'csv', '.'], csv, 'cannot read .: it is a directory'],
    [['--from', 'csv'], csv, '--from csv needs a file'],
    [['--from', 'xls', '-'], csv, "--from 'xls' is not one of ssh-config, terraform-output, csv"],
    [['hosts.csv'], csv, 'the kind of hosts.csv is not given'],
    [['--from', 'csv', 'missing.csv'], csv, 'cannot read missing.csv'],
    [['--from', 'csv', '-', '--host', 'a=10.0.0.1'], csv, '--from and --host cannot be combined'],
    [['--from', 'csv', '-'], 'name,address\na,10.0.0.1\nA,10.0.0.2\n', '<stdin> has two hosts named a'],
    [['--from', 'csv', '-'], 'name,address\na,10.0.0.300\n', "'10.0.0.300' is not an IPv4 address"],
    [['--from', 'csv', '-'], 'name,address\n', '<stdin>: it lists no host with an address'],
    [['--from', 'ssh-config', '-'], 'Host a\n', '<stdin>: it lists no host with an address'],
  ])('%j is told what is wrong, and writes nothing', async (args, stdin, why) => {
    const { status, stdout, stderr } = await at(args, stdin);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(why);
  });
});

/** Calls `init` on a terminal, which util-linux's `script` is, and gives each answer when its question is there. */
async function answering(cwd: string, args: string, answers: readonly (readonly [question: string, keys: string])[]) {
  const child = spawn(
    'script',
    ['-qec', `stty cols 100 rows 40; ${process.execPath} ${BUNDLE} init ${args}`, '/dev/null'],
    {
      cwd,
      env: { PATH: process.env['PATH'], TERM: 'xterm', SHELL: '/bin/sh' },
    },
  );
  const ended = once(child, 'exit');
  let said = '';
  let all = '';
  child.stdout.on('data', (data) => {
    said += data;
    all += data;
  });
  for (const [question, keys] of answers) {
    while (!said.includes(question) && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 20));
    said = '';
    child.stdin.write(keys);
  }
  const [status] = await ended;
  return { status, said: all };
}

testWith('script')('a person at a terminal is asked, and told what is wrong at once', async () => {
  const cwd = temporaryDirectory();
  const { status } = await answering(cwd, '', [
    ['name of the cluster?', '\r'],
    ['Which operating system', '\x1b[B'],
    ['debian-13', '\r'],
    ['Where do they run?', '\r'],
    ['Which hosts', 'web1=10.0.0.300\r'],
    ['is not an IPv4 address', '\x7f\x7f\x7f11\r'],
  ]);
  expect(status).toBe(0);
  const { documents } = compile(readFileSync(join(cwd, 'meshinit.yaml'), 'utf8'));
  expect(documents.map(({ host, os }) => `${host} ${os}`)).toEqual(['web1 debian-13']);
});

testWith('script')('a person is asked only for what flags left open', async () => {
  const cwd = temporaryDirectory();
  const most = await answering(cwd, '--os debian-13 --name shop --host web1=10.0.0.11', [['Where do they run?', '\r']]);
  expect(most.status).toBe(0);
  expect(most.said).not.toMatch(/called\?|Which system|Which hosts/);
  expect(compile(readFileSync(join(cwd, 'meshinit.yaml'), 'utf8')).cluster?.name).toBe('shop');
  const all = '--os debian-13 --name shop --host web1=10.0.0.11 --provider aws -o all.yaml';
  const none = await answering(cwd, all, []);
  expect(none).toEqual({ status: 0, said: 'all.yaml: review it, then run: meshinit compile all.yaml\r\n' });
});

testWith('script')('a person is asked nothing where a manifest is there, or a flag is wrong', async () => {
  const cwd = temporaryDirectory();
  symlinkSync('nowhere', join(cwd, 'meshinit.yaml'));
  const there = await answering(cwd, '', []);
  expect(there.status).toBe(2);
  expect(there.said).toMatch(/^meshinit: meshinit.yaml already exists/);
  const wrong = await answering(cwd, "-o other.yaml --name 'My shop'", []);
  expect(wrong.status).toBe(2);
  expect(wrong.said).toMatch(/^meshinit: name is/);
});
