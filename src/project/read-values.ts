import type { Diagnostic, Law } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/nearest.ts';
import { FileSource } from '../manifest/file-source.ts';
import { yamlSyntax, yamlTab } from '../manifest/laws.ts';
import { valuesOf } from '../manifest/values.ts';
import { isRecord } from '../manifest/wording.ts';
import { readYaml } from '../manifest/yaml.ts';
import { isPlainWord } from '../secrets/mask-values.ts';
import { Taint } from '../secrets/taint.ts';
import { wrongValues } from './laws.ts';
import { VALUES } from './project-inputs.ts';

/** Names that a hint lists. */
const MOST_NAMED = 8;

/** What `$secret` names, and what was used of it. */
export class Values {
  readonly faults: readonly Diagnostic[];
  private readonly map: Record<string, unknown>;
  private readonly used = new Set<string>();

  /** @param given a map, or a YAML text of one */
  constructor(given: string | Readonly<Record<string, unknown>> = {}) {
    const { map, faults } = typeof given === 'string' ? readText(given) : { map: given, faults: [] };
    this.map = { ...map };
    this.faults = faults;
  }

  /** The value of a name: of a key, or of keys with dots between them. Undefined where there is none, null or '' where it is empty. */
  find(name: string): unknown {
    const path = Object.hasOwn(this.map, name) ? [name] : name.split('.');
    const value = path.reduce<unknown>(
      (map, key) => (isRecord(map) && Object.hasOwn(map, key) ? map[key] : undefined),
      this.map,
    );
    if (value !== undefined) this.used.add(path[0] ?? '');
    return value;
  }

  /** One that the call gives comes before the file's. */
  set(name: string, text: string): void {
    this.map[name] = text;
  }

  /** Whether they could not be read, so that nobody knows what they lack. */
  get isBroken(): boolean {
    return this.faults.length > 0;
  }

  /** All of them as secrets, for what nobody can say a place of. */
  get taint(): Taint {
    return new Taint([{ path: [], value: this.map }]);
  }

  /** Keys that nothing has named so far, for people. */
  get unused(): string[] {
    return Object.keys(this.map)
      .filter((key) => !this.used.has(key))
      .map((key) => (isPlainWord(key) ? key : '•••'));
  }

  /** What to say of a name that is not there; '' where no values are. */
  hint(name: string): string {
    const names = namesIn(this.map).filter(isPlainWord);
    const few = names.slice(0, MOST_NAMED).map((known) => `'${known}'`);
    const rest = names.length > few.length ? ' and others' : '';
    return didYouMean(name, names) || (few.length === 0 ? '' : `The values have ${few.join(', ')}${rest}.`);
  }
}

const namesIn = (map: Readonly<Record<string, unknown>>, before = ''): string[] =>
  Object.entries(map).flatMap(([key, value]) => [
    `${before}${key}`,
    ...(isRecord(value) ? namesIn(value, `${before}${key}.`) : []),
  ]);

function readText(text: string): { map: Readonly<Record<string, unknown>>; faults: Diagnostic[] } {
  const { document, fault } = readYaml(text);
  const { value, faults } = document && !fault ? valuesOf(document, text) : { value: {}, faults: fault ? [fault] : [] };
  const source = new FileSource(text, undefined, new Map(), VALUES);
  const refuse = (from: number, message: string): Diagnostic => ({
    ...{ code: wrongValues.code, severity: wrongValues.severity, message, path: [], hint: '' },
    ...source.at(from, from + 1),
    related: [],
  });
  // What is wrong is told by its place alone: any word of it may be a secret.
  const found = faults.map(({ from, law }) => refuse(from, wordsOf(law)));
  if (found.length > 0) return { map: {}, faults: found };
  if (isRecord(value)) return { map: value, faults: [] };
  return value === null ? { map: {}, faults: [] } : { map: {}, faults: [refuse(0, 'the values are not a map')] };
}

/** What a fault breaks, without what breaks it. */
const wordsOf = ({ code, title }: Law): string =>
  code === yamlSyntax.code || code === yamlTab.code
    ? 'the values are not valid YAML from here on'
    : `the values break a law of manifests here, ${code}: ${title.replace(/\.$/, '')}`;
