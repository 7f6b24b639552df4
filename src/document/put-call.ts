import type { PlannedFile } from '../host/part.ts';
import { shellWord } from '../host/shell.ts';
import { base64, utf8 } from './encoding.ts';
import { gzip } from './gzip.ts';

/** The shell command that has a function `put PATH MODE [WORD]`, or one like it, write a file from this text. */
export const putCall = (name: string, { path, mode }: PlannedFile, text: string, word = ''): string =>
  hereDocument(
    [name, shellWord(path), `0${mode.toString(8)}`, ...(word === '' ? [] : [shellWord(word)])].join(' '),
    text,
  );

/** A command with a text as its standard input. The word that ends it is longer where the text has such a line itself. */
export function hereDocument(command: string, text: string): string {
  let end = 'EOF';
  while (text.split('\n').includes(end)) end += '_';
  return `${command} <<'${end}'\n${text}${end}\n`;
}

/** Characters in a line of base64, as RFC 2045 has it. */
const LINE = /.{1,76}/g;

/**
 * The call that writes a file from a literal text: `put`, of put.sh.
 * @param word a further one for `put`
 */
export function literalFile(file: PlannedFile, word?: string): string {
  // A literal text ends with a line's end. With MIME's first header near its top cloud-init would take a script for a mail.
  return /(^|\n)$/.test(file.content) && !/mime-version:/i.test(file.content)
    ? putCall('put', file, file.content, word)
    : packedFile(file, word);
}

/** The call that writes a file from base64 of its gzip: smaller, and still text. */
export const packedFile = (file: PlannedFile, word?: string): string =>
  putCall('put_packed', file, packedLines(file.content), word);

/** The calls that write several files, packed together. */
export const packedCalls = (files: readonly PlannedFile[]): string =>
  hereDocument('run_packed', packedLines(files.map((file) => literalFile(file)).join('')));

const packedLines = (text: string): string =>
  (base64(gzip(utf8(text))).match(LINE) ?? []).map((line) => `${line}\n`).join('');
