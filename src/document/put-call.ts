import type { PlannedFile } from '../host/part.ts';
import { shellWord } from '../host/shell.ts';

/** The shell command that has a function `put PATH MODE`, or one like it, write a file from this text. */
export const putCall = (name: string, { path, mode }: PlannedFile, text: string): string =>
  hereDocument(`${name} ${shellWord(path)} 0${mode.toString(8)}`, text);

/** A command with a text as its standard input. The word that ends it is longer where the text has such a line itself. */
export function hereDocument(command: string, text: string): string {
  let end = 'EOF';
  while (text.split('\n').includes(end)) end += '_';
  return `${command} <<'${end}'\n${text}${end}\n`;
}
