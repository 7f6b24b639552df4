import type { PlannedFile } from './part.ts';
import { spareLines } from './spare-lines.ts';

/** The least of a file that says what it is. */
type FileText = Pick<PlannedFile, 'path' | 'content'>;

/** One of our programs for a shell, or what they share: of nobody else's file do we know that they are of no use. */
const isShellProgram = ({ path, content }: FileText): boolean =>
  path.includes('/meshinit') && (content.startsWith('#!/bin/sh\n') || path.endsWith('.sh'));

/** Units, their drop-ins, and settings: ours, in languages where a line that begins with # is a comment. */
const SETTINGS = /meshinit.*\.(?:service|timer|conf|network|netdev|nft)$/;

const COMMENT = /^[ \t]*#.*\n/gm;

/** Where each line of a file begins that does nothing. */
function spareOf(file: FileText): readonly number[] {
  if (isShellProgram(file)) return spareLines(file.content);
  return SETTINGS.test(file.path) ? [...file.content.matchAll(COMMENT)].map(({ index }) => index) : [];
}

/**
 * A file as a bundle has it: of ours without the lines that are empty or a comment alone. Two files that are alike so do the
 * same, so whatever compares a host's files compares these.
 */
export function bareFile<File extends FileText>(file: File): File {
  const content = isShellProgram(file) ? bareShell(file.content) : without(spareOf(file), file.content);
  return content === file.content ? file : { ...file, content };
}

/** Programs that differ only by what one host has of its own are few: as many texts as a cluster of a few systems has. */
const TEXTS = 500;
const known = new Map<string, string>();

/** A shell's text without such lines. */
export function bareShell(text: string): string {
  const found = known.get(text) ?? without(spareLines(text), text);
  if (known.size >= TEXTS) known.clear();
  known.set(text, found);
  return found;
}

function without(spare: readonly number[], text: string): string {
  if (spare.length === 0) return text;
  const starts = [0, ...spare.map((from) => text.indexOf('\n', from) + 1 || text.length)];
  return starts.map((from, index) => text.slice(from, spare[index])).join('');
}

/** The same of a file as a script for sed, '' where it has no such lines: for hosts that compare. */
export const bareScript = (file: FileText): string =>
  spareOf(file)
    .map((from) => `${file.content.slice(0, from).split('\n').length}d`)
    .join(';');
