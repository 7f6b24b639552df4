import { parseArgs } from 'node:util';
import { type Command, globalOptions, namesOf, type OptionFacts, takesValue } from './command.ts';

/** An option as somebody wrote it. */
export interface GivenOption {
  /** With its hyphens, without its value: `--host`, `-o`. */
  readonly written: string;
  /** Its long name where it is known, without hyphens. */
  readonly name: string;
  /** As written, never read as a number; undefined where there is none. */
  readonly value: string | undefined;
  /** Whether the value is a word of its own: `--host web`, not `--host=web`. */
  readonly isNextWord: boolean;
}

/** What stands on a command line. */
export interface CommandLine {
  /** What is no option: the command, then the words that it takes. */
  readonly words: readonly string[];
  readonly options: readonly GivenOption[];
}

/** Tells the words of a command line apart, by the options of all commands: they may stand before the command's name. */
export function readCommandLine(args: readonly string[], commands: readonly Command[]): CommandLine {
  const known = [...globalOptions, ...commands.flatMap(({ options }) => options)];
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(known.map(parserOption)),
    allowPositionals: true,
    // What is wrong is told in our own words.
    strict: false,
    tokens: true,
  });
  const words: string[] = [];
  const options: GivenOption[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value);
    if (token.kind !== 'option') continue;
    const { name, rawName: written, value, inlineValue } = token;
    // `-o=out` means `out` to everybody but getopt.
    const text = inlineValue && !written.startsWith('--') ? value.replace(/^=/, '') : value;
    options.push({ written, name, value: text, isNextWord: inlineValue === false });
  }
  return { words, options };
}

function parserOption(facts: OptionFacts): [name: string, { type: 'string' | 'boolean'; short?: string }] {
  const names = namesOf(facts);
  const short = names.find((name) => !name.startsWith('--'));
  const long = names.find((name) => name.startsWith('--')) ?? '';
  return [
    long.slice(2),
    { type: takesValue(facts) ? 'string' : 'boolean', ...(short === undefined ? {} : { short: short.slice(1) }) },
  ];
}
