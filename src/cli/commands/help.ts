import { UsageError } from '../../edge/errors.ts';
import type { Command } from '../command.ts';
import { exitStatus } from '../exit-status.ts';
import { commandHelp, programHelp } from '../help.ts';
import { suggestion } from '../suggestion.ts';

export const helpCommand: Command = {
  name: 'help',
  does: 'Show this help, or that of a command',
  details: ['Prints the same as meshinit --help or meshinit COMMAND --help.'],
  seeAlso: ['docs/manifest.md', 'meshinit init'],
  takes: [{ name: 'command', isRequired: false }],
  options: [],
  examples: ['help', 'help compile'],
  async run({ words: [wanted] }, terminal, commands) {
    const command = commands.find(({ name }) => name === wanted);
    if (wanted !== undefined && !command) {
      const names = commands.map(({ name }) => name);
      throw new UsageError(`there is no command '${wanted}'; commands: ${names.join(', ')}`, suggestion(wanted, names));
    }
    terminal.out(command ? commandHelp(command) : programHelp(commands));
    return exitStatus.done;
  },
};
