import { type Document, isAlias, isMap, isNode, isScalar, isSeq, type LineCounter, type Node, type Pair } from 'yaml';
import type { ManifestPath, Place } from '../diagnostics/diagnostic.ts';
import type { Locator } from '../diagnostics/reporter.ts';

/** The manifest's text with its YAML tree: answers where a path stands. */
export class Source implements Locator {
  private readonly document: Document;
  private readonly lines: LineCounter;
  private readonly text: string;

  constructor(document: Document, lines: LineCounter, text: string) {
    this.document = document;
    this.lines = lines;
    this.text = text;
  }

  locate(path: ManifestPath, part: 'key' | 'value'): Place {
    let node: unknown = this.document.contents;
    let key: unknown = node;
    for (const step of path) {
      const pair = this.child(node, step);
      if (pair === undefined) return this.placeOf(key ?? node);
      key = pair.key;
      node = pair.value;
    }
    // A key with no value (`address:`) has a null node of no width: the key says more.
    const wanted = part === 'key' || !isNode(node) || !this.hasWidth(node) ? key : node;
    return this.placeOf(wanted);
  }

  /** The place of an offset into the text. */
  at(offset: number, end = offset + 1): Place {
    const { line, col } = this.lines.linePos(Math.min(offset, this.text.length));
    const stop = this.text.indexOf('\n', offset);
    const lineEnd = stop === -1 ? this.text.length : stop;
    return { line: Math.max(1, line), column: Math.max(1, col), length: Math.max(1, Math.min(end, lineEnd) - offset) };
  }

  private child(parent: unknown, step: string | number): { key: unknown; value: unknown } | undefined {
    const node = isAlias(parent) ? parent.resolve(this.document) : parent;
    if (isMap(node)) {
      const pair = this.pairsOf(node).get(String(step));
      return pair && { key: pair.key, value: pair.value };
    }
    if (isSeq(node)) {
      const item = node.items[Number(step)];
      return item === undefined ? undefined : { key: item, value: item };
    }
    return undefined;
  }

  // A map of a thousand hosts is asked a thousand times: an index a map, made once.
  private readonly indices = new WeakMap<object, Map<string, Pair>>();

  private pairsOf(map: { items: Pair[] }): Map<string, Pair> {
    const known = this.indices.get(map);
    if (known) return known;
    const index = new Map(map.items.map((pair) => [String(isScalar(pair.key) ? pair.key.value : pair.key), pair]));
    this.indices.set(map, index);
    return index;
  }

  private hasWidth(node: Node): boolean {
    return node.range != null && node.range[1] > node.range[0];
  }

  private placeOf(node: unknown): Place {
    const range = isNode(node) ? node.range : undefined;
    if (!range) return { line: 1, column: 1, length: 1 };
    return this.at(range[0], isScalar(node) || isAlias(node) ? range[1] : range[0] + 1);
  }
}
