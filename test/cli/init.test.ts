import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { check, compile } from '../../src/index.ts';
import { temporaryDirectory, writeTree } from '../support/temporary.ts';
import { runners } from './runners.ts';

describe.each(runners)('$name init', ({ run }) => {
  test('writes a manifest that compiles as it is', async () => {
    const cwd = temporaryDirectory();
    const { status, stdout } = await run(['init'], { cwd });
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: 'meshinit.yaml: look it through, then: meshinit compile\n',
    });
    expect((await run(['compile'], { cwd })).status).toBe(0);
    expect(existsSync(join(cwd, 'userdata/host3.yaml'))).toBe(true);
  });

  test('takes hosts, system, provider and name', async () => {
    const { stdout } = await run(
      ['init', '--stdout', '--host=web1=10.0.0.11', '--os', 'ubuntu-24.04', '--provider', 'aws', '--name', 'shop'],
      { cwd: temporaryDirectory() },
    );
    const { mesh } = compile(stdout);
    expect(mesh?.name).toBe('shop');
    expect(mesh?.hosts.map(({ name, address }) => `${name} ${address.text}`)).toEqual(['web1 10.0.0.11']);
  });

  test('keeps names and addresses as texts, whatever they look like', async () => {
    const args = ['init', '--stdout', '--host', '010=fd00::1', '--host', 'no=fd00::2', '--host', '1e3=fd00::3'];
    const { stdout } = await run(args, { cwd: temporaryDirectory() });
    expect(check(stdout)).toEqual([]);
    expect(compile(stdout).mesh?.hosts.map(({ name }) => name)).toEqual(['010', 'no', '1e3']);
  });

  test('writes over no file, unless told to', async () => {
    const cwd = temporaryDirectory();
    writeTree(cwd, [{ path: 'meshinit.yaml', content: 'mine\n' }]);
    const { status, stderr } = await run(['init'], { cwd });
    expect(status).toBe(2);
    expect(stderr).toContain('meshinit.yaml exists already\nTake another name with -o, or --force');
    expect(readFileSync(join(cwd, 'meshinit.yaml'), 'utf8')).toBe('mine\n');
    expect((await run(['init', '-o', 'other.yaml'], { cwd })).stdout).toContain('meshinit compile other.yaml');
    expect((await run(['init', '--force'], { cwd })).status).toBe(0);
    expect(check(readFileSync(join(cwd, 'meshinit.yaml'), 'utf8'))).toEqual([]);
  });

  test.each([
    [['--host', 'web1'], "--host 'web1' is no NAME=ADDRESS"],
    [['--host', 'web1=nowhere'], "hosts.web1.address 'nowhere' is a name"],
    [['--host', 'web1=10.0.0.300'], "hosts.web1.address '10.0.0.300' is no IPv4 address"],
    [['--host', 'Web_1=10.0.0.1'], 'Web_1'],
    [['--host', 'a=10.0.0.1', '--host', 'b=10.0.0.1'], 'have the same address 10.0.0.1'],
    [['--host', 'a=10.0.0.1', '--host', 'a=10.0.0.2'], '--host a is given twice'],
    [['--host', 'a": {}=10.0.0.1'], 'hosts'],
    [['--os', 'debian12'], "Did you mean 'debian-12'?"],
    [['--provider', 'hezner'], "Did you mean 'hetzner'?"],
    [['--name', 'My shop'], 'name is'],
    [['-o', 'nowhere/x.yaml'], 'cannot write nowhere/x.yaml'],
    [['x'], "'x' is too much"],
  ])('refuses %j, and writes nothing', async (args, message) => {
    const cwd = temporaryDirectory();
    const { status, stdout, stderr } = await run(['init', ...args], { cwd });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(existsSync(join(cwd, 'meshinit.yaml'))).toBe(false);
  });
});
