import { didYouMean } from '../../diagnostics/nearest.ts';
import { UsageError } from '../../edge/errors.ts';
import type { Command } from '../command.ts';
import { hostsFor } from '../completion/hosts.ts';
import { shells } from '../completion/shells.ts';
import { exitStatus } from '../exit-status.ts';

const EXAMPLE = 'completion bash >~/.local/share/bash-completion/completions/meshinit';

export const completionCommand: Command = {
  name: 'completion',
  does: `Print a script that completes this command line: ${shells.map(({ id }) => id).join(', ')}`,
  details: [
    'The script completes commands, options, values, files and the hosts of the manifest. For bash 4 or newer, run: source <(meshinit completion bash). For zsh, run: source <(meshinit completion zsh), after compinit. For fish, run: meshinit completion fish | source.',
  ],
  seeAlso: ['docs/manifest.md'],
  takes: [{ name: 'shell', isRequired: false, values: shells.map(({ id }) => id) }],
  options: [
    {
      flags: '--hosts <words>',
      does: 'Used by the scripts: print the hosts of the manifest that these words name',
      key: 'typed',
    },
  ],
  examples: [EXAMPLE, 'completion fish | source'],
  async run({ words: [wanted = ''], typed }, terminal, commands) {
    if (typed !== undefined) {
      terminal.out(
        hostsFor(typed, commands)
          .map((host) => `${host}\n`)
          .join(''),
      );
      return exitStatus.done;
    }
    if (wanted === '') throw new UsageError('completion needs <shell>', `Example: meshinit ${EXAMPLE}`);
    const shell = shells.find(({ id }) => id === wanted);
    const ids = shells.map(({ id }) => id);
    if (!shell)
      throw new UsageError(`there is no completion for '${wanted}'; legal: ${ids.join(', ')}`, didYouMean(wanted, ids));
    terminal.out(shell.script(commands));
    return exitStatus.done;
  },
};
