import type { Diagnostic, ManifestPath } from '../diagnostics/diagnostic.ts';
import { wrongRoot } from '../manifest/laws.ts';
import { isRecord, nameOf } from '../manifest/wording.ts';
import { keyInTwoFiles } from './laws.ts';
import type { ProjectFile } from './project-file.ts';
import { isReference } from './references.ts';

type Tree = Record<string, unknown>;

export interface Merged {
  /** Undefined where the manifest is no map. */
  readonly value: unknown;
  readonly faults: readonly Diagnostic[];
  /** What two files set, left out. */
  readonly broken: readonly ManifestPath[];
}

/** The values of all files as those of one: maps are merged at every level, and anything else has one owner. */
export function mergeFiles(files: readonly ProjectFile[]): Merged {
  const manifest = files.at(-1);
  const faults: Diagnostic[] = [];
  const broken: ManifestPath[] = [];
  if (files.length < 2 || !isRecord(manifest?.value)) return { value: manifest?.value, faults, broken };
  let value: Tree = {};
  for (const [index, file] of files.entries()) {
    if (isRecord(file.value))
      value = new Merge(files.slice(0, index), file, { faults, broken }).merged(value, file.value, []);
    // Comments alone are a file that says nothing yet; of one that is no YAML that is told.
    else if (file.value !== null && file.value !== undefined) faults.push(notAMap(file));
  }
  for (const path of broken) remove(value, path);
  return { value, faults, broken };
}

function notAMap(file: ProjectFile): Diagnostic {
  const { code, severity } = wrongRoot;
  const message = `the included file is ${Array.isArray(file.value) ? 'a list' : 'a single value'}; expected a map of keys of the manifest`;
  return { code, severity, message, path: [], ...file.source.locate([], 'value'), related: [], hint: '' };
}

class Merge {
  private readonly before: readonly ProjectFile[];
  private readonly file: ProjectFile;
  private readonly found: { readonly faults: Diagnostic[]; readonly broken: ManifestPath[] };

  constructor(before: readonly ProjectFile[], file: ProjectFile, found: Merge['found']) {
    this.before = before;
    this.file = file;
    this.found = found;
  }

  /** A new map: an alias may share the given ones with other places. */
  merged(old: Tree, young: Tree, path: ManifestPath): Tree {
    const result: Tree = { ...old };
    for (const [key, value] of Object.entries(young)) {
      const at = [...path, key];
      // Each file has its own, which is read already.
      if (path.length === 0 && key === 'include') {
        if (!isListOfTexts(value)) result[key] = value;
        continue;
      }
      if (!Object.hasOwn(old, key)) result[key] = value;
      else if (isMap(old[key]) && isMap(value)) result[key] = this.merged(old[key], value, at);
      else if (!(path.length === 0 && key === 'meshinit' && old[key] === value)) this.refuse(at);
    }
    return result;
  }

  private refuse(path: ManifestPath): void {
    const { code, severity } = keyInTwoFiles;
    const first = this.before.find(({ source }) => source.has(path));
    this.found.broken.push(path);
    this.found.faults.push({
      code,
      severity,
      message: `${nameOf(path)} is set in two files`,
      path,
      ...this.file.source.locate(path, 'key'),
      related: first ? [{ ...first.source.locate(path, 'key'), message: 'the other one' }] : [],
      hint: 'Remove one of them: no file overrides another.',
    });
  }
}

/** Only when all files are merged, so that a third one is told too. The maps on the way are of the merge's making. */
function remove(tree: Tree, [key = '', ...rest]: ManifestPath): void {
  const inner = tree[key];
  if (rest.length === 0) delete tree[key];
  else if (isRecord(inner)) remove(inner, rest);
}

const isMap = (value: unknown): value is Tree => isRecord(value) && !isReference(value);
const isListOfTexts = (value: unknown): boolean =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');
