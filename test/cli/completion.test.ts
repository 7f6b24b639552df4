import { describe, expect, test } from 'vitest';
import { commands } from '../../src/cli/commands.ts';
import { shells } from '../../src/cli/completion/shells.ts';
import { execute, said } from '../support/execute.ts';
import { testWith } from '../support/tool.ts';
import { runners } from './runners.ts';

const scriptOf = (id: string): string => shells.find((shell) => shell.id === id)?.script(commands) ?? '';

/** What bash proposes for the last of these words. */
async function proposed(...words: readonly string[]): Promise<string[]> {
  const script = `${scriptOf('bash')}
cd test/cli
COMP_WORDS=(meshinit "$@")
COMP_CWORD=$#
_meshinit
printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr, status } = await execute('bash', ['-euc', script, 'bash', ...words]);
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  return stdout.split('\n').filter((line) => line !== '');
}

describe('bash', () => {
  test('completes commands', async () => {
    expect(await proposed('comp')).toEqual(['compile', 'completion']);
    expect(await proposed('')).toEqual([...commands.map(({ name }) => name), '--help', '--version']);
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

  test('completes legal values, of each command its own', async () => {
    expect(await proposed('compile', '--format', '')).toEqual(['cloud-config', 'ignition', 'script']);
    expect(await proposed('graph', '--format', 'm')).toEqual(['mermaid']);
    expect(await proposed('init', '--os', 'debian-1')).toEqual(['debian-11', 'debian-12', 'debian-13']);
    expect(await proposed('check', '--diagnostics', 's')).toEqual(['sarif']);
    expect(await proposed('completion', '')).toEqual(['bash', 'zsh', 'fish']);
    expect(await proposed('patch', 'host1', '--from', 'completion.t')).toEqual(['completion.test.ts']);
  });

  testWith('shellcheck')('is without fault to shellcheck', async () => {
    expect(said(await execute('shellcheck', ['-s', 'bash', '-'], { input: scriptOf('bash') }))).toBe('');
  });
});

testWith('fish')('fish completes commands, options and files', async () => {
  const ask = async (line: string): Promise<string[]> => {
    const script = `${scriptOf('fish')}\ncomplete -C ${JSON.stringify(line)}`;
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
});

testWith('zsh')('zsh reads the script, and knows every command by it', async () => {
  const script = `autoload -U compinit; compinit -u -D; ${scriptOf('zsh')}\nprint $_comps[meshinit]`;
  const { stdout, stderr, status } = await execute('zsh', ['-fc', script]);
  expect({ stdout, stderr, status }).toEqual({ stdout: '_meshinit\n', stderr: '', status: 0 });
  expect(scriptOf('zsh')).toContain(":value:(svg mermaid dot)'");
  expect(scriptOf('zsh')).toContain("completion) _arguments '--help[Show the help]' ':shell:(bash zsh fish)'");
  for (const { name } of commands) expect(scriptOf('zsh')).toContain(`    ${name}) _arguments `);
});

describe.each(runners)('$name completion', ({ run }) => {
  test('prints the script, and refuses other shells', async () => {
    expect((await run(['completion', 'zsh'])).stdout).toBe(scriptOf('zsh'));
    const { status, stderr } = await run(['completion', 'bahs']);
    expect(status).toBe(2);
    expect(stderr).toContain("there is no completion for 'bahs'; legal: bash, zsh, fish\nDid you mean 'bash'?");
    expect((await run(['completion'])).stderr).toContain('completion wants <shell>');
  });
});
