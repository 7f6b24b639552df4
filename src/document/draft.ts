import type { PlannedFile } from '../host/part.ts';
import { utf8 } from './encoding.ts';

/** A piece of a document, with its size in bytes. */
export interface Piece {
  readonly text: string;
  readonly bytes: number;
}

export const piece = (text: string): Piece => ({ text, bytes: utf8(text).length });

/** How a format writes one file. */
export interface FileWriter<Entry extends Piece> {
  /** So that a person can read it. */
  readonly readable: (file: PlannedFile) => Entry;
  /** As base64 of its gzip: still text that can be pasted. */
  readonly packed: (file: PlannedFile) => Entry;
}

/** One host's document before it is put together: what a format makes of a host. */
export interface Draft<Entry extends Piece = Piece> {
  /** Those that have an entry of their own. */
  readonly files: readonly PlannedFile[];
  readonly writer: FileWriter<Entry>;
  /** Bytes of the document besides its files' entries. */
  readonly frameBytes: number;
  assemble(entries: readonly Entry[]): string;
  /** @throws Error where the document would break its format's law: a fault of ours */
  verify(entries: readonly Entry[]): void;
}

/** Every file so that a person can read it. */
export const readable = <Entry extends Piece>({ files, writer }: Draft<Entry>): Entry[] => files.map(writer.readable);

/**
 * As many packed files as it takes to fit, those that gain most first: what stays readable are the short ones, which
 * hold the host's own numbers.
 * @param room bytes that the document may have
 */
export function compact<Entry extends Piece>(draft: Draft<Entry>, room: number): Entry[] {
  const entries = readable(draft);
  let total = entries.reduce((sum, { bytes }) => sum + bytes, draft.frameBytes);
  const gains = draft.files
    .map((file, index) => ({ index, packed: draft.writer.packed(file) }))
    .map(({ index, packed }) => ({ index, packed, gain: (entries[index]?.bytes ?? 0) - packed.bytes }))
    .filter(({ gain }) => gain > 0)
    .toSorted((a, b) => b.gain - a.gain);
  for (const { index, packed, gain } of gains) {
    if (total <= room) break;
    entries[index] = packed;
    total -= gain;
  }
  return entries;
}
