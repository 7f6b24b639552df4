import type { PlannedFile } from './part.ts';
import { spareLines } from './spare-lines.ts';

/** The least of a file that says what it is. */
type ProgramText = Pick<PlannedFile, 'path' | 'content'>;

/** One of our programs for a shell, or what they share: of nobody else's file do we know that they are of no use. */
const isShellProgram = ({ path, content }: ProgramText): boolean =>
  path.includes('/meshinit') && (content.startsWith('#!/bin/sh\n') || path.endsWith('.sh'));

/**
 * A file as a bundle has it: of a program for a shell without the lines that are empty or a comment alone. Two files that are
 * alike so do the same, so whatever compares a host's files compares these.
 */
export function bareProgram<File extends ProgramText>(file: File): File {
  const content = isShellProgram(file) ? bareShell(file.content) : file.content;
  return content === file.content ? file : { ...file, content };
}

/** Programs that differ only by what one host has of its own are few: as many texts as a cluster of a few systems has. */
const TEXTS = 500;
const known = new Map<string, string>();

/** A shell's text without such lines. */
export function bareShell(text: string): string {
  const found = known.get(text) ?? withoutSpare(text);
  if (known.size >= TEXTS) known.clear();
  known.set(text, found);
  return found;
}

function withoutSpare(text: string): string {
  const spare = spareLines(text);
  const starts = [0, ...spare.map((from) => text.indexOf('\n', from) + 1 || text.length)];
  return starts.map((from, index) => text.slice(from, spare[index])).join('');
}

/** The same of a program as a script for sed, '' where it has no such lines: for hosts that compare. */
export function bareScript(file: ProgramText): string {
  if (!isShellProgram(file)) return '';
  return spareLines(file.content)
    .map((from) => `${file.content.slice(0, from).split('\n').length}d`)
    .join(';');
}
