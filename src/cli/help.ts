import type { Command } from './command.ts';

const WIDTH = 88;

const STATUS = `Exit status:
  0   done
  1   the manifest, or what it asks for, is wrong
  2   wrong use of the command line; a file that cannot be read or written
  70  a fault of meshinit's own
`;

/**
 * The help of a command, or of all, as a manual page has it.
 * @param usage cac's own: usage, options and examples
 */
export function helpText(usage: string, command?: Command): string {
  const sections = usage
    .replace(/ +$/gm, '')
    .trim()
    .split(/\n\n(?=\S)/)
    // A list of the same call for each command.
    .filter((section) => !section.startsWith('For more info'));
  if (!command) return `${[...sections, "The manual of a command: 'meshinit COMMAND --help'.", STATUS].join('\n\n')}`;
  const [, called = '', ...rest] = sections;
  const { name, does, details, seeAlso } = command;
  return [
    `meshinit ${name}: ${does.charAt(0).toLowerCase()}${does.slice(1)}`,
    called,
    ...details.map(wrapped),
    ...rest,
    STATUS.trimEnd(),
    `See also: ${seeAlso.join(', ')}\n`,
  ].join('\n\n');
}

/** In lines of a terminal's width. */
const wrapped = (text: string): string =>
  text.replace(new RegExp(`(?![^\\n]{1,${WIDTH}}$)([^\\n]{1,${WIDTH}}) `, 'g'), '$1\n');
