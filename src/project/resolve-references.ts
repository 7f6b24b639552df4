import type { Diagnostic, Law, ManifestPath, Place } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/nearest.ts';
import { patternOf } from '../manifest/path-pattern.ts';
import { isRecord, nameOf, orList, shortened } from '../manifest/wording.ts';
import type { Tainted } from '../secrets/taint.ts';
import {
  secretMisplaced,
  secretMissing,
  unreadableFile,
  variableInText,
  variableNotSet,
  wrongReference,
} from './laws.ts';
import { namedFile } from './named-file.ts';
import type { ProjectInputs } from './project-inputs.ts';
import type { Values } from './read-values.ts';
import { isReference, type Reference, readReference, referenceKeys } from './references.ts';
import { SECRET_PLACES, takesSecret } from './secret-places.ts';
import { isTyped, typedText } from './typed-text.ts';

/** The files of a project, as far as references need them. */
export interface Places {
  readonly place: (path: ManifestPath) => Place;
  /** The file that says what stands at a path, from the manifest's directory; undefined for the manifest. */
  readonly fileOf: (path: ManifestPath) => string | undefined;
}

export interface Resolved {
  readonly value: unknown;
  readonly faults: readonly Diagnostic[];
  /** Where a value was left out because of a fault. */
  readonly broken: readonly ManifestPath[];
  /** What came by `$secret`. */
  readonly tainted: readonly Tainted[];
}

/** Puts each value from elsewhere where a manifest refers to it. Every fault is collected. */
export function resolveReferences(value: unknown, places: Places, inputs: ProjectInputs, values: Values): Resolved {
  const reader = new ReferenceReader(places, inputs, values);
  const resolved = reader.read(value, []);
  return { ...reader.found, value: resolved === LEFT_OUT ? undefined : resolved };
}

/** In the place of a value that cannot be had. */
const LEFT_OUT = Symbol('left out');

class ReferenceReader {
  readonly found = {
    faults: [] as Diagnostic[],
    broken: [] as ManifestPath[],
    tainted: [] as Tainted[],
  };
  private readonly places: Places;
  private readonly inputs: ProjectInputs;
  private readonly values: Values;

  constructor(places: Places, inputs: ProjectInputs, values: Values) {
    this.places = places;
    this.inputs = inputs;
    this.values = values;
  }

  /** The value itself where nothing in it comes from elsewhere: parts of it may be shared. */
  read(value: unknown, path: ManifestPath): unknown {
    if (typeof value === 'string') return this.text(value, path);
    if (Array.isArray(value)) return this.list(value, path);
    if (!isRecord(value)) return value;
    return isReference(value) ? this.reference(value, path) : this.map(value, path);
  }

  private list(list: readonly unknown[], path: ManifestPath): unknown {
    const read = list.map((item, index) => this.read(item, [...path, index]));
    if (read.every((item, index) => item === list[index])) return list;
    // A gap would move the others to wrong places.
    return read.map((item) => (item === LEFT_OUT ? null : item));
  }

  private map(map: Readonly<Record<string, unknown>>, path: ManifestPath): unknown {
    const [only = '', ...others] = Object.keys(map);
    if (others.length === 0 && only.startsWith('$')) {
      const meant = didYouMean(only, referenceKeys);
      const what = `has the unknown key '${shortened(only)}'`;
      // What other programs read may have such keys.
      if (meant !== '' || isTyped(path)) return this.leaveOut(wrongReference, path, what, meant || EXAMPLE);
    }
    let result: Record<string, unknown> | undefined;
    for (const [key, value] of Object.entries(map)) {
      const read = this.read(value, [...path, key]);
      if (read === value) continue;
      result ??= { ...map };
      if (read === LEFT_OUT) delete result[key];
      else result[key] = read;
    }
    return result ?? map;
  }

  private reference(map: Readonly<Record<string, unknown>>, path: ManifestPath): unknown {
    const [root] = path;
    const reference = readReference(map);
    if ('fault' in reference) return this.leaveOut(wrongReference, path, reference.fault, EXAMPLE);
    if (root === undefined || root === 'include' || root === 'meshinit') {
      return this.leaveOut(wrongReference, path, 'cannot come from elsewhere');
    }
    if (namesFile(path)) {
      const written = reference.key === '$file' ? shortened(reference.name) : 'PATH';
      return this.leaveOut(wrongReference, path, 'takes the name of a file itself', `Write ${path.at(-1)}: ${written}`);
    }
    const value = this[reference.key](reference, path);
    return isInCompose(path) ? this.asWritten(value, reference, path) : value;
  }

  /** Compose fills in what follows a $, and takes $$ for one: a value from elsewhere is what it is. */
  private asWritten(value: unknown, { key }: Reference, path: ManifestPath): unknown {
    const written = withDollars(value);
    if (key === '$secret' && written !== value && value !== LEFT_OUT) this.found.tainted.push({ path, value: written });
    return written;
  }

  private $env({ name, preset }: Reference, path: ManifestPath): unknown {
    const { env = {} } = this.inputs;
    const text = Object.hasOwn(env, name) ? env[name] : undefined;
    if (text !== undefined && text !== '') return typedText(path, text, preset?.value);
    if (preset) return this.read(preset.value, path);
    const what = text === '' ? 'is empty' : 'is not set';
    const others = Object.keys(env).filter((other) => other !== name);
    const hint = didYouMean(name, others) || `Set it, or give a default: { $env: ${name}, default: … }`;
    return this.leaveOut(variableNotSet, path, `needs the variable ${shortened(name)}, which ${what}`, hint);
  }

  private $file({ name }: Reference, path: ManifestPath): unknown {
    const file = namedFile(this.places.fileOf(path), name, this.inputs);
    if ('fault' in file) {
      return this.leaveOut(unreadableFile, path, `needs the file '${shortened(name)}', which ${file.fault}`);
    }
    // Only other programs want the end of a last line.
    return isTyped(path) ? typedText(path, file.text.replace(/\r?\n$/, '')) : file.text;
  }

  private $secret({ name }: Reference, path: ManifestPath): unknown {
    if (!takesSecret(path)) {
      return this.leaveOut(
        secretMisplaced,
        path,
        'takes no $secret: it would be shown',
        `$secret is for ${SECRET_PLACES}.`,
      );
    }
    const value = this.values.find(name);
    if (value === undefined && this.values.isBroken) return this.leaveOutSilently(path);
    if (value === null || value === '') {
      return this.leaveOut(secretMissing, path, `needs the secret '${shortened(name)}', which is empty`);
    }
    if (value === undefined) {
      const hint = this.values.hint(name) || 'Pass the values: --values FILE, or --values - for standard input.';
      return this.leaveOut(
        secretMissing,
        path,
        `needs the secret '${shortened(name)}', which the values do not have`,
        hint,
      );
    }
    const typed = typeof value === 'string' ? typedText(path, value) : value;
    this.found.tainted.push({ path, value: typed });
    return typed;
  }

  private text(text: string, path: ManifestPath): unknown {
    const [found] = VARIABLE.exec(text) ?? [];
    if (found === undefined || !isTyped(path) || path[0] === 'allow' || isFilledInThere(path)) return text;
    const [name = 'NAME'] = /[A-Za-z_]\w*/.exec(found) ?? [];
    const key = typeof path.at(-1) === 'string' ? `${path.at(-1)}: ` : '';
    const hint = `Write the whole value so: ${key}{ $env: ${shortened(name)} }. A secret is { $secret: NAME }.`;
    return this.leaveOut(
      variableInText,
      path,
      `contains '${shortened(found)}', but nothing is filled in inside a text`,
      hint,
    );
  }

  private leaveOut(law: Law, path: ManifestPath, what: string, hint = ''): typeof LEFT_OUT {
    const { code, severity } = law;
    const place = this.places.place(path);
    this.found.faults.push({ code, severity, message: `${nameOf(path)} ${what}`, path, ...place, related: [], hint });
    return this.leaveOutSilently(path);
  }

  private leaveOutSilently(path: ManifestPath): typeof LEFT_OUT {
    this.found.broken.push(path);
    return LEFT_OUT;
  }
}

const isInCompose = (path: ManifestPath): boolean => path[0] === 'hosts' && path[2] === 'compose' && path.length > 3;

/** The value itself where it has no $. */
function withDollars(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('$', '$$$$');
  if (Array.isArray(value)) return value.map(withDollars);
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withDollars(inner)]));
}

/** Whether a text at a path names a file, which is read before any value from elsewhere is known. */
const namesFile = (path: ManifestPath): boolean =>
  ['hosts.*.compose', 'containers.*.env_file', 'containers.*.env_file[]', 'containers.*.env_file[].path'].includes(
    patternOf(path),
  );

const EXAMPLE = `Write one of ${orList(['{ $env: NAME }', '{ $env: NAME, default: … }', '{ $file: PATH }', '{ $secret: NAME }'])}.`;

/** Where a container's own shell, or who reads its labels, fills in what a text names. */
const isFilledInThere = ([root, , key]: ManifestPath): boolean =>
  root === 'containers' && ['command', 'entrypoint', 'healthcheck', 'labels'].includes(String(key));

/** What shells, Compose and templates fill in. */
const VARIABLE = /\$\{[^{}]{0,200}\}|\{\{[^{}]{0,200}\}\}|\{%[^{}]{0,200}%\}|^\$[A-Za-z_]\w{0,200}$/;
