import { type Alias, isAlias, isMap, isNode, isScalar, isSeq, type Node, type Pair } from 'yaml';
import type { ManifestPath, Place } from '../diagnostics/diagnostic.ts';
import { isMerge, keyOf } from './pairs.ts';
import type { Source, Spans } from './source.ts';

interface Entry {
  readonly key: unknown;
  readonly value: unknown;
}

/** One file's text with its YAML tree: answers where a path stands. */
export class FileSource implements Source, Spans {
  /** As places call it: undefined for the manifest itself. */
  readonly name: string | undefined;
  private readonly root: unknown;
  private readonly text: string;
  private readonly targets: ReadonlyMap<Alias, Node>;
  private readonly lineStarts: number[] = [0];
  // A map of a thousand hosts is asked a thousand times: an index a map, made once.
  private readonly indices = new WeakMap<object, Map<string, Pair>>();

  /**
   * @param root the document's content; undefined where it cannot be read
   * @param targets what each alias stands for
   * @param name of an included file
   */
  constructor(text: string, root?: unknown, targets: ReadonlyMap<Alias, Node> = new Map(), name?: string) {
    this.text = text;
    this.root = root;
    this.targets = targets;
    this.name = name;
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) this.lineStarts.push(at + 1);
  }

  locate(path: ManifestPath, part: 'key' | 'value'): Place {
    const { key, node, isWhole } = this.find(path);
    if (!isWhole) return this.placeOf(key ?? node);
    // A key with no value (`address:`) has a null node of no width: the key says more.
    return this.placeOf(part === 'key' || !isNode(node) || !hasWidth(node) ? key : node);
  }

  has(path: ManifestPath): boolean {
    return this.find(path).isWhole;
  }

  /** How many steps of a path it has. */
  depth(path: ManifestPath): number {
    return this.find(path).depth;
  }

  written(path: ManifestPath): string | undefined {
    const { node, isWhole } = this.find(path);
    const target = this.resolve(node);
    return isWhole && isScalar(target) ? target.source : undefined;
  }

  keysOf(path: ManifestPath): string[] {
    const { node, isWhole } = this.find(path);
    const map = this.resolve(node);
    return isWhole && isMap(map) ? [...this.pairsOf(map.items, map).keys()] : [];
  }

  at(from: number, to: number): Place {
    const offset = Math.min(from, this.text.length);
    const line = this.lineOf(offset);
    const stop = this.text.indexOf('\n', offset);
    const end = Math.min(to, stop === -1 ? this.text.length : stop);
    const place = {
      line: line + 1,
      column: offset - (this.lineStarts[line] ?? 0) + 1,
      length: Math.max(1, end - offset),
    };
    return this.named(place);
  }

  private named(place: Place): Place {
    return this.name === undefined ? place : { ...place, file: this.name };
  }

  private find(path: ManifestPath): Entry & { node: unknown; isWhole: boolean; depth: number } {
    let node = this.root;
    let key = node;
    for (const [depth, step] of path.entries()) {
      const entry = this.child(node, step);
      if (entry === undefined) return { key, node, value: node, isWhole: false, depth };
      ({ key, value: node } = entry);
    }
    return { key, node, value: node, isWhole: true, depth: path.length };
  }

  private child(parent: unknown, step: string | number): Entry | undefined {
    const node = this.resolve(parent);
    if (isMap(node)) return this.pairsOf(node.items, node).get(String(step));
    if (!isSeq(node)) return undefined;
    const item = node.items[Number(step)];
    return item === undefined ? undefined : { key: item, value: item };
  }

  private resolve(node: unknown): unknown {
    return isAlias(node) ? this.targets.get(node) : node;
  }

  /** A map's pairs by their keys, those that `<<` brings with them included. */
  private pairsOf(pairs: readonly Pair[], map: object): Map<string, Pair> {
    const known = this.indices.get(map);
    if (known) return known;
    const index = new Map<string, Pair>();
    this.indices.set(map, index);
    const add = (key: string, pair: Pair): void => {
      if (key !== '__proto__' && !index.has(key)) index.set(key, pair);
    };
    for (const pair of pairs) if (!isMerge(pair)) add(keyOf(pair), pair);
    for (const { value } of pairs.filter(isMerge)) {
      for (const source of isSeq(value) ? value.items : [value]) {
        const target = this.resolve(source);
        if (isMap(target)) for (const [key, pair] of this.pairsOf(target.items, target)) add(key, pair);
      }
    }
    return index;
  }

  /** Counted from 0. */
  private lineOf(offset: number): number {
    let low = 0;
    let high = this.lineStarts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  private placeOf(node: unknown): Place {
    const range = isNode(node) ? node.range : undefined;
    if (!range) return this.named({ line: 1, column: 1, length: 1 });
    return this.at(range[0], isScalar(node) || isAlias(node) ? range[1] : range[0] + 1);
  }
}

const hasWidth = (node: Node): boolean => node.range != null && node.range[1] > node.range[0];
