import type { Diagnostic, ManifestPath } from '../diagnostics/diagnostic.ts';
import { nameOf, shortened } from '../manifest/wording.ts';
import { unreadableFile } from './laws.ts';
import type { Places } from './resolve-references.ts';

/** What is wrong with a value that names a file which cannot be had. */
export function unreadable(path: ManifestPath, name: string, fault: string, places: Places): Diagnostic {
  const { code, severity } = unreadableFile;
  const message = `${nameOf(path)} needs the file '${shortened(name)}', which ${fault}`;
  return { code, severity, message, path, ...places.place(path), related: [], hint: '' };
}
