import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { commands } from '../../src/cli/commands.ts';
import { shells } from '../../src/cli/completion/shells.ts';
import { exampleNamed } from '../support/examples.ts';
import { execute, said } from '../support/execute.ts';
import { writeTree } from '../support/temporary.ts';
import { thoroughTest, thoroughTestWith } from '../support/thorough.ts';
import { testWith } from '../support/tool.ts';
import { BUNDLE, runners } from './runners.ts';

const scriptOf = (id: string): string => shells.find((shell) => shell.id === id)?.script(commands) ?? '';

/** Where the shells ask: two manifests, one of them wrong, whose hosts are known all the same. */
const directory = mkdtempSync(join(tmpdir(), 'meshinit-test-'));
writeTree(directory, [
  { path: 'completion.test.ts', content: '' },
  { path: 'package.json', content: '' },
  { path: 'meshinit.yaml', content: exampleNamed('debian-vxlan').text },
  { path: 'other.yaml', content: 'meshinit: 1\nhosts: { web1: {}, web2: 7, "$(touch executed)": {}, "a b": {} }\n' },
]);
afterAll(() => rmSync(directory, { recursive: true }));
const CALL = `${process.execPath} ${BUNDLE}`;

/** What bash proposes for the last of these words. */
async function proposed(...words: readonly string[]): Promise<string[]> {
  const script = `${scriptOf('bash')}
meshinit() { ${CALL} "$@"; }
cd ${directory}
COMP_WORDS=(meshinit "$@")
COMP_CWORD=$#
_meshinit
printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr, status } = await execute('bash', ['--norc', '-euc', script, 'bash', ...words]);
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  return stdout.split('\n').filter((line) => line !== '');
}

describe('bash', () => {
  test('completes commands', async () => {
    expect(await proposed('comp')).toEqual(['compile', 'completion']);
    expect(await proposed('')).toEqual([...commands.map(({ name }) => name), '--help', '--version', '--licences']);
  });

  test('completes the options of the command', async () => {
    expect(await proposed('compile', '--std')).toEqual(['--stdout']);
    expect(await proposed('plan', '--')).toContain('--json');
    expect(await proposed('plan', '--std')).toEqual([]);
  });

  test('completes files, also after an option that takes one, and proposes nothing for other values', async () => {
    expect(await proposed('check', 'completion.t')).toEqual(['completion.test.ts']);
    expect(await proposed('explain', 'host1', '--manifest', 'completion.t')).toEqual(['completion.test.ts']);
    expect(await proposed('compile', '--host', 'c')).toEqual([]);
  });

  thoroughTest('completes legal values, of each command its own', async () => {
    expect(await proposed('compile', '--format', '')).toEqual(['cloud-config', 'ignition', 'script']);
    expect(await proposed('graph', '--format', 'm')).toEqual(['mermaid']);
    expect(await proposed('init', '--os', 'debian-1')).toEqual(['debian-11', 'debian-12', 'debian-13']);
    expect(await proposed('check', '--diagnostics', 's')).toEqual(['sarif']);
    expect(await proposed('completion', '')).toEqual(['bash', 'zsh', 'fish']);
    expect(await proposed('patch', 'host1', '--from', 'completion.t')).toEqual(['completion.test.ts']);
  });

  test('completes the hosts of the manifest that the words name', async () => {
    expect(await proposed('compile', '--host', '')).toEqual(['host1', 'host2', 'host3']);
    expect(await proposed('compile', 'other.yaml', '--strict', '--host', 'w')).toEqual(['web1', 'web2']);
    expect(await proposed('patch', 'host')).toEqual(['host1', 'host2', 'host3']);
    expect(await proposed('explain', '')).toEqual(['host1', 'host2', 'host3']);
    expect(await proposed('compile', 'nowhere.yaml', '--host', '')).toEqual([]);
    expect(existsSync(join(directory, 'executed'))).toBe(false);
  });

  testWith('shellcheck')('is without fault to shellcheck', async () => {
    expect(said(await execute('shellcheck', ['-s', 'bash', '-'], { input: scriptOf('bash') }))).toBe('');
  });
});

thoroughTestWith('fish')('fish completes commands, options and files', async () => {
  const ask = async (line: string): Promise<string[]> => {
    const script = `${scriptOf('fish')}\nfunction meshinit; ${CALL} $argv; end\ncd ${directory}\ncomplete -C ${JSON.stringify(line)}`;
    const { stdout, stderr } = await execute('fish', ['--no-config', '-c', script]);
    expect(stderr).toBe('');
    return stdout
      .split('\n')
      .map((proposal) => proposal.split('\t')[0] ?? '')
      .filter((word) => word !== '');
  };
  expect(await ask('meshinit comp')).toEqual(['compile', 'completion']);
  expect(await ask('meshinit compile --std')).toEqual(['--stdout']);
  expect(await ask('meshinit check package.j')).toEqual(['package.json']);
  expect(await ask('meshinit graph --format m')).toEqual(['mermaid']);
  expect(await ask('meshinit init --provider het')).toEqual(['hetzner']);
  expect(await ask('meshinit completion z')).toEqual(['zsh']);
  expect(await ask('meshinit compile --host h')).toEqual(['host1', 'host2', 'host3']);
  expect(await ask('meshinit patch h')).toEqual(['host1', 'host2', 'host3']);
  expect(await ask('meshinit patch --manifest other.yaml w')).toEqual(['web1', 'web2']);
  expect(await ask('meshinit explain --manifest=other.yaml w')).toEqual(['web1', 'web2']);
});

testWith('zsh')('zsh reads the script, and knows every command by it', async () => {
  const script = `autoload -U compinit; compinit -u -D; ${scriptOf('zsh')}\nprint $_comps[meshinit]`;
  const { stdout, stderr, status } = await execute('zsh', ['-fc', script]);
  expect({ stdout, stderr, status }).toEqual({ stdout: '_meshinit\n', stderr: '', status: 0 });
  expect(scriptOf('zsh')).toContain(":value:(svg mermaid dot)'");
  expect(scriptOf('zsh')).toContain("'::shell:(bash zsh fish)'");
  for (const { name } of commands) expect(scriptOf('zsh')).toContain(`    ${name}) _arguments `);
});

thoroughTestWith('zsh')('zsh asks for the hosts of the manifest that the words name', async () => {
  const script = `autoload -U compinit; compinit -u -D; ${scriptOf('zsh')}
meshinit() { ${CALL} "$@"; }
compadd() { print -l $hosts; }
cd ${directory}
words=(patch --manifest other.yaml ''); CURRENT=4; _meshinit_hosts
words=(explain ''); CURRENT=2; _meshinit_hosts`;
  const { stdout, stderr } = await execute('zsh', ['-fc', script]);
  expect({ stdout, stderr }).toEqual({ stdout: 'web1\nweb2\nhost1\nhost2\nhost3\n', stderr: '' });
  expect(scriptOf('zsh')).toContain("patch) _arguments '--manifest[");
  expect(scriptOf('zsh')).toContain("'::host:_meshinit_hosts'");
  expect(scriptOf('zsh')).toContain("--host[Compile only this host; repeatable]:value:_meshinit_hosts'");
});

describe.each(runners)('$name completion', ({ run }) => {
  test('prints the script, and refuses other shells', async () => {
    expect((await run(['completion', 'zsh'])).stdout).toBe(scriptOf('zsh'));
    const { status, stderr } = await run(['completion', 'bahs']);
    expect(status).toBe(2);
    expect(stderr).toContain("there is no completion for 'bahs'; legal: bash, zsh, fish\nDid you mean 'bash'?");
    expect((await run(['completion'])).stderr).toContain('completion needs <shell>');
  });
});
