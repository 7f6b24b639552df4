import type { Command, OptionFacts } from '../command.ts';

/** A shell that can complete meshinit's command line. Adding one: its file here, and its line in shells.ts. */
export interface Shell {
  readonly id: string;
  /** The script, for all commands. */
  readonly script: (commands: readonly Command[]) => string;
}

/** An option's names: `-o` and `--out`. */
export const namesOf = ({ flags }: OptionFacts): string[] =>
  [...flags.matchAll(/--?[a-z0-9-]+/g)].map(([name]) => name);

/** Whether an option takes a value. */
export const takesValue = ({ flags }: OptionFacts): boolean => flags.includes('<');

/** Whether its value, or a command's word, is a file's path. */
export const takesPath = (text: string): boolean => /<(dir|file)>|manifest|old|new/.test(text);

/** In single quotes, for any of the shells. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
