import type { Diagnostic, ManifestPath } from '../diagnostics/diagnostic.ts';
import { readEnv } from '../manifest/env-text.ts';
import { FileSource } from '../manifest/file-source.ts';
import { isRecord } from '../manifest/wording.ts';
import { wrongEnvFile } from './laws.ts';
import { namedFile } from './named-file.ts';
import { MISSING, type ProjectInputs } from './project-inputs.ts';
import type { Places } from './resolve-references.ts';
import { unreadable } from './unreadable.ts';

export interface EnvFiles {
  readonly value: unknown;
  readonly faults: readonly Diagnostic[];
  /** Where a value was left out because of a fault. */
  readonly broken: readonly ManifestPath[];
}

interface Named {
  readonly path: ManifestPath;
  readonly name: string;
  readonly isRequired: boolean;
  readonly isRaw: boolean;
}

/** Every file of variables that a container names, as it writes it. */
export const envFilesNamed = (value: unknown): Named[] => {
  const containers = isRecord(value) ? value['containers'] : undefined;
  return Object.entries(isRecord(containers) ? containers : {}).flatMap(([container, given]) =>
    isRecord(given) ? namedBy(given['env_file'], ['containers', container, 'env_file']) : [],
  );
};

function namedBy(given: unknown, path: ManifestPath): Named[] {
  if (Array.isArray(given)) return given.flatMap((item, index) => namedBy(item, [...path, index]));
  if (typeof given === 'string') return [{ path, name: given, isRequired: true, isRaw: false }];
  if (!isRecord(given) || typeof given['path'] !== 'string') return [];
  const { path: name, required, format } = given;
  return [{ path: [...path, 'path'], name, isRequired: required !== false, isRaw: format === 'raw' }];
}

/**
 * Puts what the files of a container say into its `environment`: a later file overrides an earlier one, and `environment`
 * all of them.
 */
export function readEnvFiles(value: unknown, places: Places, inputs: ProjectInputs): EnvFiles {
  const faults: Diagnostic[] = [];
  const broken: ManifestPath[] = [];
  const read = new Map<string, Map<string, string>>();
  for (const { path, name, isRequired, isRaw } of envFilesNamed(value)) {
    const container = String(path[1]);
    const variables = read.get(container) ?? new Map<string, string>();
    read.set(container, variables);
    const file = namedFile(places.fileOf(path), name, inputs);
    if ('fault' in file) {
      if (!isRequired && file.fault === MISSING.fault) continue;
      faults.push(unreadable(path, name, file.fault, places));
      broken.push(path.slice(0, 3));
      continue;
    }
    const source = new FileSource(file.text, undefined, new Map(), file.name);
    for (const entry of readEnv(file.text, isRaw)) {
      if ('name' in entry) {
        variables.set(entry.name, entry.value);
        continue;
      }
      const { code, severity } = wrongEnvFile;
      const message = `the line ${entry.fault}`;
      faults.push({ code, severity, message, path, ...source.at(entry.from, entry.to), related: [], hint: entry.hint });
    }
  }
  return { value: [...read].reduce(withVariables, value), faults, broken };
}

/** Only the maps on the way are copied. */
function withVariables(value: unknown, [name, variables]: [string, ReadonlyMap<string, string>]): unknown {
  if (!isRecord(value) || !isRecord(value['containers']) || variables.size === 0) return value;
  const { containers } = value;
  const container = containers[name];
  if (!isRecord(container)) return value;
  const environment = merged(variables, container['environment']);
  return { ...value, containers: { ...containers, [name]: { ...container, environment } } };
}

/** In the form of what the manifest has; a form that is wrong stays, so that it is told. */
function merged(variables: ReadonlyMap<string, string>, own: unknown): unknown {
  if (own === undefined || own === null) return Object.fromEntries(variables);
  if (isRecord(own)) return { ...Object.fromEntries(variables), ...own };
  if (!Array.isArray(own)) return own;
  const names = new Set(own.map((pair) => String(pair).split('=')[0]));
  return [...own, ...[...variables].filter(([name]) => !names.has(name)).map(([name, text]) => `${name}=${text}`)];
}
