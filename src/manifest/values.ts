import { type Alias, type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair, type Scalar } from 'yaml';
import type { ManifestPath } from '../diagnostics/diagnostic.ts';
import type { Span } from '../diagnostics/span.ts';
import { isSecretPath } from '../secrets/key-kinds.ts';
import { maskedStep } from '../secrets/mask-key.ts';
import { AliasBudget } from './alias-budget.ts';
import type { Fault } from './fault.ts';
import { unknownKey, yamlAliases, yamlDuplicateKey } from './laws.ts';
import { isMerge, keyOf } from './pairs.ts';
import { numberFault, tagOf, textFault } from './scalars.ts';
import { nameOf, shortened } from './wording.ts';

export interface Values {
  /** Maps, lists, texts, numbers, booleans and nulls; what an alias stands for is shared. */
  readonly value: unknown;
  readonly faults: readonly Fault[];
  /** Where a value was left out because of a fault. */
  readonly broken: readonly ManifestPath[];
  /** What each alias stands for. */
  readonly targets: ReadonlyMap<Alias, Node>;
}

/** The plain values of a document without syntax errors. Every fault is collected; none stops the rest. */
export function valuesOf(document: Document, text: string): Values {
  const reader = new ValueReader(text);
  const value = reader.read(document.contents);
  return { ...reader, value: value === LEFT_OUT ? null : value };
}

/** In the place of a value that is wrong in itself. */
const LEFT_OUT = Symbol('left out');

type Result = Record<string, unknown>;

class ValueReader {
  readonly faults: Fault[] = [];
  readonly broken: ManifestPath[] = [];
  readonly targets = new Map<Alias, Node>();
  private readonly text: string;
  private readonly path: (string | number)[] = [];
  private readonly aliases = new AliasBudget();
  private readonly firstPairs = new WeakMap<readonly Pair[], ReadonlyMap<string, Pair>>();

  constructor(text: string) {
    this.text = text;
  }

  read(node: unknown): unknown {
    if (isAlias(node)) return this.readAlias(node);
    if (!isScalar(node) && !isMap(node) && !isSeq(node)) return null;
    const tag = node.tag === undefined ? undefined : tagOf(node, this.text);
    if (tag) return this.leaveOut({ ...tag, ...this.unnamed(tag) });
    if (node.anchor === undefined) return this.readPlain(node);
    this.aliases.open(node.anchor, node);
    const value = this.readPlain(node);
    this.aliases.close(node.anchor, value);
    return value;
  }

  private readPlain(node: Node): unknown {
    this.aliases.count();
    if (isScalar(node)) return this.readScalar(node);
    if (isSeq(node)) return this.readList(node.items);
    return isMap(node) ? this.readMap(node.items) : null;
  }

  private readScalar(node: Scalar): unknown {
    const span = spanOf(node);
    const fault =
      typeof node.value === 'number'
        ? numberFault(node.value, node.source ?? '', nameOf(this.path))
        : typeof node.value === 'string'
          ? textFault(node.value, nameOf(this.path))
          : undefined;
    return fault ? this.leaveOut({ ...fault, ...span }) : node.value;
  }

  private readList(items: readonly unknown[]): unknown[] {
    const list: unknown[] = [];
    for (const [index, item] of items.entries()) {
      this.path.push(index);
      const value = this.read(item);
      // A gap would move the others to wrong places.
      list.push(value === LEFT_OUT ? null : value);
      this.path.pop();
    }
    return list;
  }

  private readMap(items: readonly Pair[]): Result {
    const result: Result = {};
    const merged = new Set<string>();
    for (const pair of items) {
      if (isMerge(pair)) this.merge(pair.value, result, merged);
      else this.readPair(pair, result, merged, items);
    }
    return result;
  }

  private readPair(pair: Pair, result: Result, merged: Set<string>, siblings: readonly Pair[]): void {
    const key = keyOf(pair);
    this.path.push(key);
    const fault = textFault(key, `a key of ${nameOf(this.path.slice(0, -1))}`);
    if (fault) this.fault({ ...fault, ...spanOf(pair.key) });
    else if (key === '__proto__') this.refuseKey(pair);
    else if (Object.hasOwn(result, key) && !merged.has(key)) this.reportTwice(pair, key, siblings);
    else {
      const value = this.read(pair.value);
      merged.delete(key);
      if (value !== LEFT_OUT) result[key] = value;
    }
    this.path.pop();
  }

  /** `<<`: the keys of one map or several, where the map has none of its own. */
  private merge(node: unknown, result: Result, merged: Set<string>): void {
    const sources = isSeq(node) ? node.items : [node];
    for (const source of sources) {
      const target = isAlias(source) ? this.aliases.target(source) : source;
      if (target !== undefined && !isMap(target)) {
        const message = `'<<' in ${nameOf(this.path)} takes a map, an alias of a map, or a list of these; this is something else`;
        this.fault({ law: yamlAliases, ...spanOf(source), message, hint: 'Example: <<: *base' });
        continue;
      }
      const value = this.read(source);
      if (typeof value !== 'object' || value === null) continue;
      for (const [key, entry] of Object.entries(value)) {
        if (Object.hasOwn(result, key)) continue;
        result[key] = entry;
        merged.add(key);
      }
    }
  }

  private readAlias(alias: Alias): unknown {
    const found = this.aliases.use(alias);
    if ('message' in found)
      return this.leaveOut({ law: yamlAliases, ...spanOf(alias), ...found, ...this.unnamed(found) });
    this.targets.set(alias, found.node);
    return found.value;
  }

  /** Where a secret is wanted: what looks like an alias or a tag may be one that somebody did not put in quotes. */
  private unnamed({ message }: { readonly message: string }): { message?: string; hint?: string } {
    if (message === '' || !isSecretPath(this.path)) return {};
    return {
      message: `${nameOf(this.path)} begins with a character that is special in YAML`,
      hint: "Put the whole value in quotes, if '*', '&' or '!' is a part of it.",
    };
  }

  private refuseKey(pair: Pair): void {
    const message = `the key '__proto__' is not allowed: JavaScript programs would misread it`;
    this.fault({ law: unknownKey, ...spanOf(pair.key), message });
  }

  private reportTwice(pair: Pair, key: string, siblings: readonly Pair[]): void {
    const first = this.firsts(siblings).get(key);
    this.fault({
      law: yamlDuplicateKey,
      ...spanOf(pair.key),
      message: `the key '${shortened(maskedStep(this.path, this.path.length - 1))}' appears twice in ${nameOf(this.path.slice(0, -1))}`,
      hint: 'Remove or rename one of them: one of two equal keys would be lost silently.',
      related: first ? [{ ...spanOf(first.key), message: 'the first one' }] : [],
    });
  }

  /** The first pair of each key of a map, gone through once however many of its keys stand twice. */
  private firsts(pairs: readonly Pair[]): ReadonlyMap<string, Pair> {
    const known = this.firstPairs.get(pairs) ?? new Map(pairs.toReversed().map((pair) => [keyOf(pair), pair]));
    this.firstPairs.set(pairs, known);
    return known;
  }

  private leaveOut(fault: Omit<Fault, 'path'>): typeof LEFT_OUT {
    this.fault(fault);
    this.broken.push([...this.path]);
    return LEFT_OUT;
  }

  private fault(fault: Omit<Fault, 'path'>): void {
    if (fault.message !== '') this.faults.push({ ...fault, path: [...this.path] });
  }
}

function spanOf(node: unknown): Span {
  const range = isScalar(node) || isAlias(node) || isMap(node) || isSeq(node) ? node.range : undefined;
  const from = range?.[0] ?? 0;
  return { from, to: isMap(node) || isSeq(node) ? from + 1 : Math.max(from + 1, range?.[1] ?? 0) };
}
