import { createHash } from 'node:crypto';
import { accessSync, chownSync, constants, realpathSync, statSync } from 'node:fs';
import { UsageError, WriteError } from '../../edge/errors.ts';
import { type ManifestFile, readManifestFile } from '../../edge/manifest-file.ts';
import { readBytes } from '../../edge/read-bytes.ts';
import { reason } from '../../edge/reason.ts';
import { replaceFiles } from '../../edge/replace-files.ts';

const BYTE_ORDER_MARK = '\uFEFF';

/** The manifest for the page, with the mark of the bytes that it was read from. */
export interface ServedManifest extends Pick<ManifestFile, 'name' | 'text' | 'lock'> {
  readonly mark: string;
}

export type SaveResult =
  | { readonly state: 'saved'; readonly mark: string }
  | { readonly state: 'changed'; readonly file: ServedManifest };

/** @throws UsageError where it cannot be read */
export function servedManifest(path: string): ServedManifest {
  const { name, text, lock } = readManifestFile(path);
  return { name, text, lock, mark: markOf(readBytes(path, path)) };
}

/**
 * Puts a text in the file's place, in one step. What somebody else has written meanwhile stays, and so do a link, line ends
 * and permissions.
 * @param mark of the file that the text was made from
 * @throws UsageError or WriteError where that cannot be; nothing is changed then
 */
export function saveManifest(path: string, text: string, mark: string): SaveResult {
  const target = followed(path);
  const before = readBytes(target, path);
  if (markOf(before) !== mark) return { state: 'changed', file: servedManifest(path) };
  const { mode, uid, gid } = statSync(target);
  refuseReadOnly(target, path, mode);
  const content = new TextEncoder().encode(
    likeBefore(text, new TextDecoder('utf-8', { ignoreBOM: true }).decode(before)),
  );
  replaceFiles([{ path: target, content, mode: mode & 0o777, durable: true }]);
  // Whoever edits as root leaves the file to its owner.
  if (statSync(target).uid !== uid) chownSync(target, uid, gid);
  return { state: 'saved', mark: markOf(content) };
}

const markOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

function followed(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    throw new UsageError(`cannot read ${path}: ${reason(error)}`);
  }
}

/** A rename asks for no right to write to the file itself. Root may, whatever the mode says: it means it all the same. */
function refuseReadOnly(target: string, path: string, mode: number): void {
  try {
    if ((mode & 0o222) === 0) throw new WriteError(`cannot write ${path}: it is read-only`);
    accessSync(target, constants.W_OK);
  } catch (error) {
    throw error instanceof WriteError ? error : new WriteError(`cannot write ${path}: ${reason(error)}`);
  }
}

/** With the line ends and the byte order mark that the file had: the page knows neither. */
function likeBefore(text: string, before: string): string {
  const lines = before.split('\n').length - 1;
  const windows = before.split('\r\n').length - 1;
  const unix = text.replaceAll('\r\n', '\n');
  return (
    (before.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : '') +
    (windows * 2 > lines ? unix.replaceAll('\n', '\r\n') : unix)
  );
}
