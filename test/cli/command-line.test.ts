import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { takesValue } from '../../src/cli/command.ts';
import { readCommandLine } from '../../src/cli/command-line.ts';
import { commands } from '../../src/cli/commands.ts';
import { exampleNamed } from '../support/examples.ts';
import { temporaryDirectory, writeTree } from '../support/temporary.ts';
import { runners } from './runners.ts';

const { text } = exampleNamed('debian-vxlan');

/** A directory with two manifests: the default one is wrong, so that nothing passes by it in silence. */
function workplace(): string {
  const directory = temporaryDirectory();
  writeTree(directory, [
    { path: 'meshinit.yaml', content: 'meshinit: 1\nhosts: {}\n' },
    { path: 'm.yaml', content: text },
    { path: '-m.yaml', content: text },
  ]);
  return directory;
}

test('an option of one name takes a value in all commands, or in none', () => {
  const options = commands.flatMap((command) => command.options);
  for (const option of options) {
    const [name = ''] = /--[a-z0-9-]+/.exec(option.flags) ?? [];
    const same = options.filter(({ flags }) => flags.split(/[ ,]+/).includes(name));
    expect(new Set(same.map(takesValue)).size).toBe(1);
  }
});

test('values stay the text that they are', () => {
  const values = (...args: string[]) => readCommandLine(args, commands).options.map(({ value }) => value);
  expect(values('--host', '010', '--host=1e3', '-o', '0x10', '-oout', '-o=out', '--host=a=b')).toEqual([
    '010',
    '1e3',
    '0x10',
    'out',
    'out',
    'a=b',
  ]);
});

describe.each(runners)('$name', ({ run }) => {
  test.each([
    [['compile', '--strict=1', 'm.yaml'], "--strict takes no value, but '1' was given"],
    [['compile', '--frozen=', 'm.yaml'], "--frozen takes no value, but '' was given"],
    [['compile', '--frozen', '0'], 'cannot read 0'],
    [['plan', '--json=1', 'm.yaml'], '--json takes no value'],
    [['compile', '--constructor', 'm.yaml'], "compile has no option '--constructor'"],
    [['compile', '--__proto__', 'm.yaml'], "compile has no option '--__proto__'"],
    [['compile', '--__proto__=x', 'm.yaml'], "compile has no option '--__proto__'"],
    [['compile', '--toString', 'm.yaml'], "compile has no option '--toString'"],
    [['compile', '--hasOwnProperty=1'], "compile has no option '--hasOwnProperty'"],
    [['compile', '--', 'm.yaml', 'n.yaml'], "compile takes [manifest]; unexpected argument 'n.yaml'"],
    [['compile', '--', '--strict'], 'cannot read --strict'],
    [['compile', '-m.yaml'], "compile has no option '-m'"],
    [['compile', 'm.yaml', '--host='], '--host needs a value: --host <name>'],
    [['compile', 'm.yaml', '--host', ''], '--host needs a value: --host <name>'],
    [['compile', 'm.yaml', '--host'], '--host needs a value: --host <name>'],
    [['compile', 'm.yaml', '--host', '--strict'], "--host needs a value, but '--strict' is an option"],
    [['compile', 'm.yaml', '-o', ''], '-o needs a value: -o <dir>'],
    [['compile', 'm.yaml', '-o='], '-o needs a value: -o <dir>'],
    [['compile', 'm.yaml', '-o', 'a', '--out', 'b'], "--out is given twice: 'a', then 'b'\nGive one of them."],
    [['compile', 'm.yaml', '--format', 'script', '--format', 'script'], '--format is given twice'],
    [['compile', ''], '[manifest] of compile is empty'],
    [['patch', ''], '[host] of patch is empty'],
    [['compile', '--no-strict', 'm.yaml'], "has no option '--no-strict'\n--strict is off by default: omit it."],
    [['compile', '--no-watch=1', 'm.yaml'], '--watch is off by default: omit it.'],
    [['compile', '--stri', 'm.yaml'], "has no option '--stri'\nDid you mean '--strict'?"],
    [['compile', '--diag', 'json'], "has no option '--diag'\nDid you mean '--diagnostics'?"],
    [['compile', '--Strict', 'm.yaml'], "has no option '--Strict'\nDid you mean '--strict'?"],
    [['compile', '--host=nobody', 'm.yaml'], "the manifest has no host 'nobody'"],
    [['compile', '--host', '01', 'm.yaml'], "the manifest has no host '01'"],
    [['check', '--json', 'm.yaml'], "check has no option '--json'\nplan, diff, patch, status, apply have it."],
    [['check', '--watch', 'm.yaml'], "check has no option '--watch'\ncompile, status have it."],
    [['-z', 'check', 'm.yaml'], "check has no option '-z'"],
    [['comp'], "unknown command 'comp'"],
    [['comp'], "Did you mean 'compile' or 'completion'?"],
    [['COMPILE'], "Did you mean 'compile'?"],
    [['constructor'], "unknown command 'constructor'"],
    [['__proto__'], "unknown command '__proto__'"],
    [[''], "unknown command ''"],
    [['m.yaml'], 'Put the command first: meshinit check m.yaml'],
    [['--strict'], "meshinit has no option '--strict'"],
    [['--verison'], "meshinit has no option '--verison'"],
    [['--'], 'no command given'],
    [['--help=1'], '--help takes no value'],
    [['help', 'complie'], "there is no command 'complie'"],
    [['help', 'complie'], "Did you mean 'compile'?"],
    [['help', 'compile', 'check'], "unexpected argument 'check'"],
    [['explain'], 'explain needs <host>'],
    [['pki', '--days', '0', 'm.yaml'], "--days '0' is not a number of days"],
    [['pki', '--days', '1e3', 'm.yaml'], "--days '1e3' is not a number of days"],
    [['init', '--os=debian-'], "--os 'debian-' is not one of"],
    [['graph', '--format', 'mermiad'], "Did you mean 'mermaid'?"],
  ])('refuses %j as wrong use, and writes nothing', async (args, message) => {
    const cwd = workplace();
    const { status, stdout, stderr } = await run(args, { cwd });
    expect(stderr).toContain(message);
    expect(stderr).toContain("Run 'meshinit --help' for usage.");
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(readdirSync(cwd).toSorted()).toEqual(['-m.yaml', 'm.yaml', 'meshinit.yaml']);
  });

  test.each([
    [['compile', '--', 'm.yaml'], 'm.lock'],
    [['compile', '--', '-m.yaml'], '-m.lock'],
    [['--strict', 'compile', 'm.yaml'], 'm.lock'],
    [['compile', '--strict', '--strict', 'm.yaml'], 'm.lock'],
    [['compile', '-ouserdata', 'm.yaml'], 'm.lock'],
    [['compile', 'm.yaml', '--out=userdata'], 'm.lock'],
    [['compile', 'm.yaml', '--host=host1', '--host', 'host1'], 'm.lock'],
  ])('takes %j', async (args, made) => {
    const cwd = workplace();
    expect(await run(args, { cwd })).toMatchObject({ status: 0, stderr: '' });
    expect(existsSync(join(cwd, made))).toBe(true);
    expect(existsSync(join(cwd, 'userdata/host1.yaml'))).toBe(true);
  });

  test('help is --help, and help COMMAND is COMMAND --help', async () => {
    const program = await run(['--help']);
    expect(program.status).toBe(0);
    expect(program.stderr).toBe('');
    expect(await run(['help'])).toEqual(program);
    expect(await run(['-h'])).toEqual(program);
    for (const { name, does } of commands) {
      expect(program.stdout).toContain(does);
      expect(await run(['help', name])).toEqual(await run([name, '--help']));
    }
  });
});
