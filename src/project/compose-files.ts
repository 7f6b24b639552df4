import type { Diagnostic, ManifestPath } from '../diagnostics/diagnostic.ts';
import { wrongRoot } from '../manifest/laws.ts';
import { isRecord } from '../manifest/wording.ts';
import { namedFile } from './named-file.ts';
import { type ProjectFile, readProjectFile } from './project-file.ts';
import type { ProjectInputs } from './project-inputs.ts';
import type { Places } from './resolve-references.ts';
import { unreadable } from './unreadable.ts';

/** A file whose text stands in the manifest's place for it: what is below the path is at the file's own lines. */
export interface Attached {
  readonly path: ManifestPath;
  readonly source: ProjectFile['source'];
}

export interface ComposeFiles {
  readonly value: unknown;
  readonly faults: readonly Diagnostic[];
  /** Where a value was left out because of a fault. */
  readonly broken: readonly ManifestPath[];
  readonly attached: readonly Attached[];
}

/** Compose files by the hosts that name one, as these write it. */
export const composeNamed = (value: unknown): { readonly path: ManifestPath; readonly name: string }[] => {
  const hosts = isRecord(value) ? value['hosts'] : undefined;
  return Object.entries(isRecord(hosts) ? hosts : {}).flatMap(([host, given]) => {
    const name = isRecord(given) ? given['compose'] : undefined;
    return typeof name === 'string' ? [{ path: ['hosts', host, 'compose'], name }] : [];
  });
};

/** Puts what a Compose file says where a host names it. Hosts that name one file share its value. */
export function readComposeFiles(value: unknown, places: Places, inputs: ProjectInputs): ComposeFiles {
  const faults: Diagnostic[] = [];
  const broken: ManifestPath[] = [];
  const attached: Attached[] = [];
  const read = new Map<string, ProjectFile>();
  let result = value;
  for (const { path, name } of composeNamed(value)) {
    const file = namedFile(places.fileOf(path), name, inputs);
    const known = 'fault' in file ? undefined : (read.get(file.name) ?? readProjectFile(file.text, file.name));
    if ('fault' in file) faults.push(unreadable(path, name, file.fault, places));
    else if (known && !read.has(file.name)) {
      read.set(file.name, known);
      faults.push(...known.faults.map((fault) => ({ ...fault, path: [...path, ...fault.path] })));
      if (known.faults.length === 0 && !isRecord(known.value)) faults.push(notAMap(path, known));
    }
    const isRead = known !== undefined && isRecord(known.value);
    if (isRead) {
      attached.push({ path, source: known.source });
      broken.push(...known.broken.map((inner) => [...path, ...inner]));
    } else broken.push(path);
    result = withCompose(result, path, isRead ? known.value : undefined);
  }
  return { value: result, faults, broken, attached };
}

function notAMap(path: ManifestPath, { source, value }: ProjectFile): Diagnostic {
  const { code, severity } = wrongRoot;
  const what = value === null || value === undefined ? 'empty' : Array.isArray(value) ? 'a list' : 'a single value';
  const message = `the Compose file is ${what}; expected a map with services`;
  return { code, severity, message, path, ...source.locate([], 'value'), related: [], hint: '' };
}

/** Only the maps on the way are copied. */
function withCompose(value: unknown, [step = '', ...rest]: ManifestPath, compose: unknown): unknown {
  if (!isRecord(value)) return value;
  if (rest.length > 0) return { ...value, [step]: withCompose(value[step], rest, compose) };
  const { [step]: _, ...others } = value;
  return compose === undefined ? others : { ...others, [step]: compose };
}
