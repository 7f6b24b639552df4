import { UsageError } from '../edge/errors.ts';
import { type ManifestFile, readManifestFile } from '../edge/manifest-file.ts';
import { readHead } from '../edge/revision-file.ts';
import { DEFAULT_MANIFEST, type Options } from './options.ts';
import type { Terminal } from './terminal.ts';

/**
 * The manifest that a command is called with.
 * @param call how to name another, for whoever named none: `compile PATH`
 * @param read `readRevision` where it may be one of git's
 */
export function readManifest(
  { manifest }: Options,
  terminal: Terminal,
  call: string,
  read = readManifestFile,
): ManifestFile {
  try {
    return read(manifest, terminal.input);
  } catch (error) {
    if (!(error instanceof UsageError) || manifest !== DEFAULT_MANIFEST) throw error;
    throw new UsageError(error.message, `Name a manifest: 'meshinit ${call}', or create one: 'meshinit init'.`);
  }
}

/**
 * What git's last commit has of a manifest, the side that somebody left out.
 * @param call how to name it
 */
export function readHeadOf(file: ManifestFile, call: string): ManifestFile {
  const head = readHead(file);
  if (head) return head;
  throw new UsageError(
    `git's HEAD does not contain ${file.name}`,
    `Name the manifest to compare with: 'meshinit ${call}'.`,
  );
}

/** Says that nothing keeps the addresses of a manifest that comes through a pipe. Programs read the rest of standard error. */
export function sayWithoutLock(file: ManifestFile, { diagnostics }: Options, terminal: Terminal): void {
  if (file.lockPath !== undefined || diagnostics === 'json' || diagnostics === 'sarif') return;
  terminal.error(
    `meshinit: no lock file is read or written for ${file.name}: addresses may move when hosts are added or removed. To keep them, pass a file instead.\n`,
  );
}
