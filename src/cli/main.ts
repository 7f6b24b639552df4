import { type CAC, cac } from 'cac';
import { didYouMean } from '../diagnostics/nearest.ts';
import { UsageError, WriteError } from '../edge/errors.ts';
import type { ArgumentFacts } from './command.ts';
import { commands } from './commands.ts';
import { type ExitStatus, exitStatus } from './exit-status.ts';
import { helpText } from './help.ts';
import { guardTexts, readOptions, unguard } from './options.ts';
import type { Terminal } from './terminal.ts';

declare const MESHINIT_VERSION: string;

/**
 * The command line.
 * @param argv as process.argv: node, script, arguments
 * @returns the exit status
 */
export async function run(argv: readonly string[], terminal: Terminal): Promise<ExitStatus> {
  try {
    return await dispatch(argv, terminal);
  } catch (error) {
    if (error instanceof UsageError || isCacError(error)) {
      const hint = error instanceof UsageError && error.hint !== '' ? `\n${error.hint}` : '';
      terminal.error(`meshinit: ${error.message}${hint}\nRun 'meshinit --help' for usage.\n`);
      return exitStatus.usage;
    }
    if (error instanceof WriteError) {
      terminal.error(`meshinit: ${error.message}\n`);
      return exitStatus.usage;
    }
    const what = error instanceof Error ? error.message : String(error);
    terminal.error(`meshinit: a fault of meshinit's own: ${what}\nPlease report it with the manifest that led here.\n`);
    return exitStatus.fault;
  }
}

async function dispatch(argv: readonly string[], terminal: Terminal): Promise<ExitStatus> {
  const cli = commandLine();
  const words = argv.slice(2);
  const { args, options } = cli.parse([...argv.slice(0, 2), ...guardTexts(words, commands)], { run: false });
  if (options['version']) {
    terminal.out(`${MESHINIT_VERSION}\n`);
    return exitStatus.done;
  }
  const matched = commands.find((command) => command.name === cli.matchedCommand?.name);
  if (options['help'] || words.length === 0) {
    const isAsked = words.length > 0;
    (isAsked ? terminal.out : terminal.error)(helpText(cacHelp(cli), matched));
    return isAsked ? exitStatus.done : exitStatus.usage;
  }
  if (!matched || !cli.matchedCommand) {
    const word = words.find((candidate) => !candidate.startsWith('-')) ?? words[0] ?? '';
    const names = commands.map((command) => command.name);
    throw new UsageError(`unknown command '${word}'; commands: ${names.join(', ')}`, didYouMean(word, names));
  }
  const given = args.map(unguard);
  const surplus = given[matched.takes.length];
  if (surplus !== undefined) {
    const most = matched.takes.map(wordUsage).join(' ') || 'no argument';
    throw new UsageError(`${matched.name} takes ${most}; '${surplus}' is too much`);
  }
  const missing = matched.takes[given.length];
  if (missing?.isRequired) {
    throw new UsageError(`${matched.name} wants ${wordUsage(missing)}`, `Example: meshinit ${matched.examples[0]}`);
  }
  return matched.run(readOptions(options, matched, given), terminal);
}

const wordUsage = ({ name, isRequired }: ArgumentFacts): string => (isRequired ? `<${name}>` : `[${name}]`);

function commandLine(): CAC {
  const cli = cac('meshinit');
  for (const { name, takes, does, options, examples } of commands) {
    const command = cli.command([name, ...takes.map(wordUsage)].join(' '), does);
    for (const option of options) command.option(option.flags, option.does);
    for (const example of examples) command.example(`  $ meshinit ${example}`);
  }
  // Not cac's own help() and version(): they print while it parses.
  cli.option('-h, --help', 'Show this help');
  cli.option('-v, --version', 'Print the version');
  return cli;
}

/** cac prints its help to the console itself: it is caught, since effects are arguments here. */
function cacHelp(cli: CAC): string {
  const lines: string[] = [];
  const { info } = console;
  console.info = (text: string) => lines.push(text);
  try {
    cli.outputHelp();
  } finally {
    console.info = info;
  }
  return `${lines.join('\n')}\n`;
}

const isCacError = (error: unknown): error is Error => error instanceof Error && error.name === 'CACError';
