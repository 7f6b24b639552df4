import { type Command, globalOptions, type OptionFacts, wordUsage } from './command.ts';

const WIDTH = 88;

const STATUS = `Exit status:
  0   done
  1   the manifest is wrong, or the request cannot be met
  2   wrong usage, or a file that cannot be read or written
  70  internal error
`;

/** What the program is, in a screen. */
export function programHelp(commands: readonly Command[]): string {
  return [
    'meshinit: one manifest in, one user-data document for each host out',
    'Usage:\n  $ meshinit <command> [options]',
    columns(
      'Commands',
      commands.map((command) => [called(command), command.does]),
    ),
    columns('Options', globalOptions.map(optionRow)),
    "For the manual of a command, run 'meshinit help COMMAND'.",
    STATUS,
  ].join('\n\n');
}

/** The help of a command, as a manual page has it. */
export function commandHelp(command: Command): string {
  const { name, does, details, seeAlso, options, examples } = command;
  const [help] = globalOptions;
  return [
    `meshinit ${name}: ${does.charAt(0).toLowerCase()}${does.slice(1)}`,
    `Usage:\n  $ meshinit ${called(command)}`,
    ...details.map(wrapped),
    columns('Options', [...options, ...(help ? [help] : [])].map(optionRow)),
    `Examples:\n${examples.map((example) => `  $ meshinit ${example}`).join('\n')}`,
    STATUS.trimEnd(),
    `See also: ${seeAlso.join(', ')}\n`,
  ].join('\n\n');
}

const called = ({ name, takes }: Command): string => [name, ...takes.map(wordUsage)].join(' ');

const optionRow = ({ flags, does }: OptionFacts): readonly [string, string] => [flags, does];

function columns(title: string, rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return `${title}:\n${rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join('\n')}`;
}

/** In lines of a terminal's width. */
const wrapped = (text: string): string =>
  text.replace(new RegExp(`(?![^\\n]{1,${WIDTH}}$)([^\\n]{1,${WIDTH}}) `, 'g'), '$1\n');
