import type { Diagnostic, ManifestPath } from '../diagnostics/diagnostic.ts';
import type { Source } from '../manifest/source.ts';
import { isRecord, shortened } from '../manifest/wording.ts';
import { NO_TAINT, Taint } from '../secrets/taint.ts';
import { applySettings } from './apply-settings.ts';
import { composeNamed, readComposeFiles } from './compose-files.ts';
import { envFilesNamed, readEnvFiles } from './env-files.ts';
import { unusedValue } from './laws.ts';
import { mergeFiles } from './merge-files.ts';
import { MergedSource } from './merged-source.ts';
import { type ProjectInputs, VALUES } from './project-inputs.ts';
import { readIncludes } from './read-includes.ts';
import { Values } from './read-values.ts';
import { filesNamed, isReference, variablesIn } from './references.ts';
import { resolvePath } from './resolve-path.ts';
import { resolveReferences } from './resolve-references.ts';

/** A manifest as one value, whatever files and values it comes from. */
export interface Project {
  readonly source: Source;
  /** Undefined where the manifest is no YAML. */
  readonly value: unknown;
  readonly faults: readonly Diagnostic[];
  /** Where a value was left out because of a fault. */
  readonly broken: readonly ManifestPath[];
  readonly taint: Taint;
  /** Whether a part of it could not be read, so that what is missing may be there. */
  readonly isPartial: boolean;
}

/** Reads the manifest with what it includes, puts settings and values from elsewhere in their places. */
export function readProject(text: string, inputs: ProjectInputs = {}): Project {
  const includes = readIncludes(text, inputs);
  const { files } = includes;
  const merged = mergeFiles(files);
  const values = new Values(inputs.values);
  const { set = {} } = inputs;
  const settled =
    Object.keys(set).length > 0
      ? applySettings(merged.value, set, values, secretNames(merged.value))
      : { value: merged.value, paths: [], faults: [] };
  const sources = files.map((file) => file.source);
  const source = new MergedSource(sources, settled.paths);
  const places = {
    place: (path: ManifestPath) => source.locate(path, 'value'),
    fileOf: (path: ManifestPath) => source.ownerOf(path).name,
  };
  const resolved = resolveReferences(settled.value, places, inputs, values);
  const composed = readComposeFiles(resolved.value, places, inputs);
  const whole = readEnvFiles(composed.value, places, inputs);
  const isWhole = includes.faults.length === 0 && resolved.faults.length === 0;
  return {
    source: composed.attached.length === 0 ? source : new MergedSource(sources, settled.paths, composed.attached),
    value: whole.value,
    faults: [
      ...[includes, merged, values, settled, resolved, composed, whole].flatMap(({ faults }) => faults),
      ...(isWhole ? unusedValues(values) : []),
    ],
    broken: [...files, merged, resolved, composed, whole].flatMap(({ broken }) => broken),
    isPartial: includes.isPartial,
    taint: resolved.tainted.length === 0 ? NO_TAINT : new Taint(resolved.tainted),
  };
}

/** Names of the files that a manifest needs and has not been given. With these it may need more. */
export function filesNeeded(text: string, inputs: ProjectInputs = {}): string[] {
  const includes = readIncludes(text, inputs);
  const { files = {} } = inputs;
  const named = includes.files.flatMap(({ name: from, value }) =>
    [...filesNamed(value), ...composeNamed(value), ...envFilesNamed(value)].flatMap(({ name }) => {
      const path = resolvePath(from, name);
      return typeof path === 'string' && !Object.hasOwn(files, path) ? [path] : [];
    }),
  );
  return [...new Set([...includes.missing, ...named])];
}

/** Names of the files that only `env_file` names: each line of them may be a secret, so no picture shows one. */
export function envFileNames(text: string, inputs: ProjectInputs): Set<string> {
  const { files = {} } = inputs;
  if (![text, ...Object.values(files)].some((one) => typeof one === 'string' && one.includes('env_file')))
    return new Set();
  const named = readIncludes(text, inputs).files.flatMap(({ name: from, value }) =>
    envFilesNamed(value).map(({ name }) => resolvePath(from, name)),
  );
  return new Set(named.filter((name) => typeof name === 'string'));
}

/** Names of the environment's variables that a manifest refers to, and no others: whoever compiles it elsewhere needs these. */
export function variablesNeeded(text: string, inputs: ProjectInputs): Set<string> {
  const { value } = mergeFiles(readIncludes(text, inputs).files);
  const settled = applySettings(value, inputs.set ?? {}, new Values(inputs.values), new Set());
  return new Set(variablesIn(settled.value));
}

function secretNames(value: unknown): Set<string> {
  const names = new Set<string>();
  const look = (inner: unknown): void => {
    if (Array.isArray(inner)) inner.forEach(look);
    else if (isRecord(inner)) {
      if (isReference(inner) && typeof inner['$secret'] === 'string') names.add(inner['$secret']);
      Object.values(inner).forEach(look);
    }
  };
  look(value);
  return names;
}

function unusedValues({ unused }: Values): Diagnostic[] {
  if (unused.length === 0) return [];
  const { code, severity } = unusedValue;
  const [what, are] = unused.length === 1 ? ['value', 'is'] : ['values', 'are'];
  const message = `the ${what} ${unused.map((key) => `'${shortened(key)}'`).join(', ')} ${are} not used`;
  const hint = 'Remove what is not needed, or write the reason under allow.';
  return [{ code, severity, message, path: [], file: VALUES, line: 1, column: 1, length: 1, related: [], hint }];
}
