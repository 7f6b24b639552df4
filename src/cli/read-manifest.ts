import { UsageError } from '../edge/errors.ts';
import { type ManifestFile, readManifestFile } from '../edge/manifest-file.ts';
import { DEFAULT_MANIFEST, type Options } from './options.ts';
import type { Terminal } from './terminal.ts';

/**
 * The manifest that a command is called with.
 * @param call how to name another, for whoever named none: `compile PATH`
 */
export function readManifest(options: Options, terminal: Terminal, call: string): ManifestFile {
  return proposing(options.manifest, call, () => readManifestFile(options.manifest, terminal.input));
}

/** Reads, and where the default manifest is missing proposes to name another, or to make one. */
export function proposing<File>(path: string, call: string, read: () => File): File {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof UsageError) || path !== DEFAULT_MANIFEST) throw error;
    throw new UsageError(
      error.message,
      `Name the manifest: 'meshinit ${call}'; or write a first one: 'meshinit init'.`,
    );
  }
}

/** Says that nothing keeps the addresses of a manifest that comes through a pipe. Programs read the rest of standard error. */
export function sayWithoutLock(file: ManifestFile, { diagnostics }: Options, terminal: Terminal): void {
  if (file.lockPath !== undefined || diagnostics === 'json' || diagnostics === 'sarif') return;
  terminal.error(
    `meshinit: no lock file is read or written for ${file.name}: addresses may move when hosts come or go. To keep them, give the path of a file.\n`,
  );
}
