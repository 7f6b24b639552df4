import type { SourceFiles } from '../diagnostics/format.ts';
import type { ManifestFile } from './manifest-file.ts';

/** The lock file's name beside a manifest's: `NAME.yaml` has `NAME.lock`. */
export const lockNameOf = (manifest: string): string => `${manifest.replace(/\.ya?ml$/, '')}.lock`;

/** The files that diagnostics of a manifest point into. */
export const sourcesOf = ({ name, text, lock }: ManifestFile): SourceFiles => ({
  file: name,
  text,
  lock: lock === undefined ? undefined : { file: lockNameOf(name), text: lock },
});
