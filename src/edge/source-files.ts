import type { SourceFiles } from '../diagnostics/format.ts';
import { lockNameOf } from './lock-name.ts';
import type { ManifestFile } from './manifest-file.ts';

/** The files that diagnostics of a manifest point into. */
export const sourceFiles = ({ name, text, lock }: ManifestFile): SourceFiles => ({
  file: name,
  text,
  lock: lock === undefined ? undefined : { file: lockNameOf(name), text: lock },
});
