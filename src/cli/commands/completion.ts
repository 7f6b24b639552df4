import { didYouMean } from '../../diagnostics/nearest.ts';
import { UsageError } from '../../edge/errors.ts';
import type { Command } from '../command.ts';
import { shells } from '../completion/shells.ts';
import { exitStatus } from '../exit-status.ts';

export const completionCommand: Command = {
  name: 'completion',
  does: `Print a script that completes this command line: ${shells.map(({ id }) => id).join(', ')}`,
  details: [
    'The script proposes commands, options, legal values and files. For bash 4 or later: source <(meshinit completion bash); for zsh: the same after compinit; for fish: meshinit completion fish | source.',
  ],
  seeAlso: ['docs/manifest.md'],
  takes: [{ name: 'shell', isRequired: true, values: shells.map(({ id }) => id) }],
  options: [],
  examples: ['completion bash >~/.local/share/bash-completion/completions/meshinit', 'completion fish | source'],
  async run({ words: [wanted = ''] }, terminal) {
    const shell = shells.find(({ id }) => id === wanted);
    const ids = shells.map(({ id }) => id);
    if (!shell)
      throw new UsageError(`there is no completion for '${wanted}'; legal: ${ids.join(', ')}`, didYouMean(wanted, ids));
    // The list has this command in it.
    const { commands } = await import('../commands.ts');
    terminal.out(shell.script(commands));
    return exitStatus.done;
  },
};
