import { UsageError } from '../edge/errors.ts';
import { type ManifestFile, readManifestFile } from '../edge/manifest-file.ts';
import { gatherFiles, type ProjectFiles } from '../edge/project-files.ts';
import { readHead } from '../edge/revision-file.ts';
import type { OptionFacts } from './command.ts';
import { readGiven, valuesOf } from './given-values.ts';
import { DEFAULT_MANIFEST, type Options } from './options.ts';
import type { Terminal } from './terminal.ts';

/**
 * The manifest that a command is called with, and all that it refers to.
 * @param call how to name another, for whoever named none: `compile PATH`
 * @param read `readRevision` where it may be one of git's
 */
export function readManifest(
  options: Options,
  terminal: Terminal,
  call: string,
  read = readManifestFile,
): ProjectFiles {
  const { manifest } = options;
  const given = readGiven(options, terminal);
  try {
    return gatherFiles(read(manifest, terminal.input), given);
  } catch (error) {
    if (!(error instanceof UsageError) || manifest !== DEFAULT_MANIFEST) throw error;
    throw new UsageError(error.message, `Name a manifest: 'meshinit ${call}', or create one: 'meshinit init'.`);
  }
}

/** For what compares two manifests: a secret that was changed had another value before. */
export const oldValuesOption: OptionFacts = {
  flags: '--old-values <file>',
  does: 'Values of the old manifest (default: those of --values)',
};

/** The manifest before a change, with the values that it had: those of the new one unless `--old-values` names others. */
export function asOld(before: ManifestFile, after: ProjectFiles, options: Options, terminal: Terminal): ProjectFiles {
  return gatherFiles(before, { ...after, ...valuesOf(options.oldValues, terminal.input) });
}

/**
 * What git's last commit has of a manifest, the side that somebody left out.
 * @param call how to name it
 */
export function readHeadOf(file: ProjectFiles, call: string, options: Options, terminal: Terminal): ProjectFiles {
  const head = readHead(file);
  if (head) return asOld(head, file, options, terminal);
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
