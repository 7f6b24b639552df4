import { UsageError, WriteError } from '../edge/errors.ts';
import { type Command, wordUsage } from './command.ts';
import { type CommandLine, readCommandLine } from './command-line.ts';
import { commands } from './commands.ts';
import { type ExitStatus, exitStatus } from './exit-status.ts';
import { commandHelp, programHelp } from './help.ts';
import { Interrupted } from './interrupted.ts';
import { readLicences } from './read-licences.ts';
import { readOptions, valuesOf } from './read-options.ts';
import { suggestion } from './suggestion.ts';
import type { Terminal } from './terminal.ts';

declare const MESHINIT_VERSION: string;

/**
 * The command line.
 * @param argv as process.argv: node, script, arguments
 * @returns the exit status
 */
export async function run(argv: readonly string[], terminal: Terminal): Promise<ExitStatus> {
  try {
    return await dispatch(argv.slice(2), terminal);
  } catch (error) {
    if (error instanceof Interrupted) return error.status;
    if (error instanceof UsageError) {
      const hint = error.hint === '' ? '' : `\n${error.hint}`;
      terminal.error(`meshinit: ${error.message}${hint}\nRun 'meshinit --help' for usage.\n`);
      return exitStatus.usage;
    }
    if (error instanceof WriteError) {
      terminal.error(`meshinit: ${error.message}\n`);
      return exitStatus.usage;
    }
    const what = error instanceof Error ? error.message : String(error);
    terminal.error(`meshinit: internal error: ${what}\nPlease report it, with the manifest that caused it.\n`);
    return exitStatus.fault;
  }
}

async function dispatch(args: readonly string[], terminal: Terminal): Promise<ExitStatus> {
  const line = readCommandLine(args, commands);
  const [name, ...words] = line.words;
  const command = commands.find((candidate) => candidate.name === name);
  const given = (option: string): boolean =>
    line.options.some((other) => other.name === option && other.value === undefined);
  if (given('version')) {
    terminal.out(`${MESHINIT_VERSION}\n`);
    return exitStatus.done;
  }
  if (given('licences')) {
    terminal.out(readLicences(terminal.programDirectory));
    return exitStatus.done;
  }
  if (args.length === 0) {
    terminal.error(programHelp(commands));
    return exitStatus.usage;
  }
  if (given('help') && (command || name === undefined)) {
    terminal.out(command ? commandHelp(command) : programHelp(commands));
    return exitStatus.done;
  }
  if (!command) throw withoutCommand(name, line);
  const options = readOptions(line.options, command, words, commands);
  refuseWords(command, words);
  return command.run(options, terminal, commands);
}

function withoutCommand(name: string | undefined, line: CommandLine): UsageError {
  const names = commands.map((command) => command.name);
  if (name === undefined) {
    // What is wrong with an option comes first.
    valuesOf(line.options, { name: 'meshinit', options: [] }, commands);
    return new UsageError(`no command given; commands: ${names.join(', ')}`);
  }
  const isManifest = /\.ya?ml$/.test(name);
  return new UsageError(
    `unknown command '${name}'; commands: ${names.join(', ')}`,
    isManifest ? `Put the command first: meshinit check ${name}` : suggestion(name, names),
  );
}

/** Words that are too many, too few, or empty as of a variable that is not set. */
function refuseWords({ name, takes, examples }: Command, words: readonly string[]): void {
  const surplus = takes.at(-1)?.isRepeatable ? undefined : words[takes.length];
  if (surplus !== undefined) {
    const most = takes.map(wordUsage).join(' ') || 'no argument';
    throw new UsageError(`${name} takes ${most}; unexpected argument '${surplus}'`);
  }
  const missing = takes.find((word, index) => word.isRequired && words[index] === undefined);
  if (missing) throw new UsageError(`${name} needs ${wordUsage(missing)}`, `Example: meshinit ${examples[0]}`);
  const empty = words.includes('') ? takes[Math.min(words.indexOf(''), takes.length - 1)] : undefined;
  if (empty) throw new UsageError(`${wordUsage(empty)} of ${name} is empty`, `Example: meshinit ${examples[0]}`);
}
