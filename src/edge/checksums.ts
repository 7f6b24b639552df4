import { lstatSync, readFileSync } from 'node:fs';
import { hostOfDocument } from '../document/document-name.ts';
import { sumOfLine } from '../document/sums.ts';
import { WriteError } from './errors.ts';
import { reason } from './reason.ts';
import { sha256 } from './sha256.ts';

/** The checksums beside the documents. */
export const SUMS = 'SHA256SUMS';

/** A file's bytes and their sum; undefined where no regular file is. */
export function readRegular(path: string): { readonly content: Uint8Array; readonly sum: string } | undefined {
  if (!lstatSync(path, { throwIfNoEntry: false })?.isFile()) return undefined;
  try {
    const content = readFileSync(path);
    return { content, sum: sha256(content) };
  } catch (error) {
    throw new WriteError(`cannot read ${path}: ${reason(error)}; nothing was changed`);
  }
}

/**
 * Names and sums of documents.
 * @returns a text instead where a line is none that meshinit writes: that line
 */
export function parseSums(text: string): Map<string, string> | string {
  const sums = new Map<string, string>();
  for (const line of text.split('\n').filter(Boolean)) {
    const found = sumOfLine(line);
    if (!found || hostOfDocument(found.name) === undefined) return line;
    sums.set(found.name, found.sum);
  }
  return sums;
}
