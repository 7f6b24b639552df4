import { bareFile } from '../host/bare-file.ts';
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

/** Files that pack better together than each by itself. */
export interface Bundle<Entry extends Piece> {
  readonly files: readonly PlannedFile[];
  /** All of them as one entry. */
  readonly packed: () => Entry;
}

/** One host's document before it is put together: what a format makes of a host. */
export interface Draft<Entry extends Piece = Piece> {
  /** Those that have an entry of their own. */
  readonly files: readonly PlannedFile[];
  readonly writer: FileWriter<Entry>;
  /** The programs, which hosts of one system share. */
  readonly bundle?: Bundle<Entry>;
  /** Every file that can wait for the first boot's work, lists and the host's own numbers included. */
  readonly whole?: Bundle<Entry>;
  /** Bytes of the document besides its files' entries. */
  readonly frameBytes: number;
  assemble(entries: readonly Entry[]): string;
  /** @throws Error where the document would break its format's law: a fault of ours */
  verify(entries: readonly Entry[]): void;
}

/** Every file so that a person can read it. */
export const readable = <Entry extends Piece>({ files, writer }: Draft<Entry>): Entry[] => files.map(writer.readable);

/**
 * The programs as one bundle, and as many other packed files as it takes to fit, those that gain most first: what stays
 * readable are the short ones, which hold the host's own numbers.
 * @param room bytes that the document may have
 */
export function compact<Entry extends Piece>(draft: Draft<Entry>, room: number): Entry[] {
  const files = apartFrom(draft.files, draft.bundle?.files);
  const entries = bundled(draft, draft.bundle);
  let total = entries.reduce((sum, { bytes }) => sum + bytes, draft.frameBytes);
  const gains = files
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

/** As few entries as can be, without comments: what starts the first boot's work, and everything else in one. */
export function whole<Entry extends Piece>(draft: Draft<Entry>): Entry[] {
  const { writer } = draft;
  return bundled({ ...draft, writer: { ...writer, readable: (file) => writer.readable(bareFile(file)) } }, draft.whole);
}

/** The files of a bundle as one entry, the others readable. */
function bundled<Entry extends Piece>({ files, writer }: Draft<Entry>, bundle: Bundle<Entry> | undefined): Entry[] {
  return [...apartFrom(files, bundle?.files).map(writer.readable), ...(bundle ? [bundle.packed()] : [])];
}

const apartFrom = (files: readonly PlannedFile[], bundled: readonly PlannedFile[] = []): readonly PlannedFile[] =>
  files.filter((file) => !bundled.includes(file));
