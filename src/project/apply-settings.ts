import type { Diagnostic, ManifestPath } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/nearest.ts';
import { keysAt } from '../manifest/keys.ts';
import { valuesOf } from '../manifest/values.ts';
import { isRecord, shortened } from '../manifest/wording.ts';
import { readYaml } from '../manifest/yaml.ts';
import { wrongSetting } from './laws.ts';
import { SETTINGS } from './project-inputs.ts';
import type { Values } from './read-values.ts';
import { isTyped, typedText } from './typed-text.ts';

export interface Settled {
  readonly value: unknown;
  /** Paths in the manifest whose values come from the call, in its order; an empty one for each secret. */
  readonly paths: readonly ManifestPath[];
  readonly faults: readonly Diagnostic[];
}

/**
 * Values of the call in place of the manifest's; and secrets of the call, whose names the manifest uses.
 * @param secrets names that `$secret` uses
 */
export function applySettings(
  value: unknown,
  settings: Readonly<Record<string, string>>,
  values: Values,
  secrets: ReadonlySet<string>,
): Settled {
  const faults: Diagnostic[] = [];
  const paths: ManifestPath[] = [];
  let result = value;
  for (const [index, [name, text]] of Object.entries(settings).entries()) {
    const path = stepsOf(name);
    const [root = ''] = path;
    const isSecret = secrets.has(name) && !keysAt([]).includes(root);
    paths.push(isSecret ? [''] : path);
    const refuse = (message: string, hint = ''): void => {
      const { code, severity } = wrongSetting;
      faults.push({
        code,
        severity,
        message,
        path: [],
        file: SETTINGS,
        line: index + 1,
        column: 1,
        length: 1,
        related: [],
        hint,
      });
    };
    if (isSecret) values.set(name, text);
    else if (root === 'include') refuse('include cannot be set', 'Write another manifest, which includes other files.');
    else if (!keysAt([]).includes(root)) {
      const hint = didYouMean(root, [...keysAt([]), ...secrets]);
      refuse(`'${shortened(name)}' is no path in the manifest and no name of a secret`, hint);
    } else {
      const changed = withValue(result, path, (at) => settingAt(at, text), []);
      if (changed === undefined)
        refuse(`'${shortened(name)}' leads through what is no map and no list with such an entry`);
      else result = changed.value;
    }
  }
  return { value: result, paths, faults };
}

/** `a.b\.c` has the steps `a` and `b.c`. */
const stepsOf = (name: string): string[] => name.split(/(?<!\\)\./).map((step) => step.replaceAll('\\.', '.'));

/** A copy with a value at a path: maps on the way are made, entries of lists must be there. */
function withValue(
  value: unknown,
  [step, ...rest]: readonly string[],
  make: (path: ManifestPath) => unknown,
  done: ManifestPath,
): { readonly value: unknown } | undefined {
  if (step === undefined) return { value: make(done) };
  if (Array.isArray(value)) {
    const index = /^\d{1,6}$/.test(step) ? Number(step) : value.length;
    if (index >= value.length) return undefined;
    const inner = withValue(value[index], rest, make, [...done, index]);
    return inner && { value: value.with(index, inner.value) };
  }
  if (step === '__proto__' || !(isRecord(value) || value === undefined || value === null)) return undefined;
  const map = isRecord(value) ? value : {};
  const inner = withValue(Object.hasOwn(map, step) ? map[step] : undefined, rest, make, [...done, step]);
  return inner && { value: { ...map, [step]: inner.value } };
}

/** A text where the place takes one; what YAML makes of it where it takes a list or a map, or where only others know. */
function settingAt(path: ManifestPath, text: string): unknown {
  const typed = typedText(path, text);
  const isYaml = /^[[{]/.test(text) || !isTyped(path);
  if (typed !== text || !isYaml) return typed;
  const { document, fault } = readYaml(text);
  if (!document || fault) return text;
  const { value, faults } = valuesOf(document, text);
  return faults.length > 0 || (value === null && text !== 'null') ? text : value;
}
