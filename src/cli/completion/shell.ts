import type { Command } from '../command.ts';

/** A shell that can complete meshinit's command line. Adding one: its file here, and its line in shells.ts. */
export interface Shell {
  readonly id: string;
  /** The script, for all commands. */
  readonly script: (commands: readonly Command[]) => string;
}

/** Whether its value, or a command's word, is a file's path. */
export const takesPath = (text: string): boolean => /<(dir|file)>|manifest|old|new/.test(text);

/** In single quotes, for any of the shells. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
