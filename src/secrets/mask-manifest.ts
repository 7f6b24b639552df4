import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type Scalar,
} from 'yaml';
import type { ManifestPath } from '../diagnostics/diagnostic.ts';
import type { Span } from '../diagnostics/span.ts';
import { keyOf } from '../manifest/pairs.ts';
import { rememberLast } from '../manifest/remember-last.ts';
import { valuesOf } from '../manifest/values.ts';
import { readYaml } from '../manifest/yaml.ts';
import { credentialSpans } from './credentials.ts';
import { knownOfEntry, secretsOfText, secretsOfWords } from './find-secrets.ts';
import { isRawPart, type Known, NOTHING_KNOWN } from './key-kinds.ts';
import { maskSpans } from './mask.ts';
import { secretStart } from './mask-key.ts';
import { isUnknownRawKey } from './raw-keys.ts';
import { secretLines } from './secret-lines.ts';
import { secretsInText } from './text-secrets.ts';

/** A manifest's text with each secret hidden: of the same length, with the same lines. For pictures of it. */
export const maskManifest = (text: string): string => mask(text).masked;

const mask = rememberLast((text: string) => ({ masked: maskSpans(text, secretRanges(text)) }));

/** Where a manifest's text, YAML or nearly so, holds what no message may show. They may overlap. */
export function secretRanges(text: string): Span[] {
  const { document, fault } = readYaml(text);
  const spans = [...secretsInText(text), ...credentialSpans(text)];
  // Of a text that is no YAML the lines must do.
  return spans.concat(!document || fault ? secretLines(text) : new NodeMask(document, text).find());
}

/** What `findSecrets` finds in a value, in the text that spells the value. */
class NodeMask {
  private readonly spans: Span[] = [];
  private readonly document: Document;
  private readonly text: string;
  private readonly targets: ReadonlyMap<Alias, Node>;
  /** Nodes hidden whole, so that aliases of aliases cost nothing. */
  private readonly hidden = new Set<Node>();

  constructor(document: Document, text: string) {
    this.document = document;
    this.text = text;
    this.targets = text.includes('*') ? valuesOf(document, text).targets : new Map();
  }

  find(): Span[] {
    this.look(this.document.contents, [], NOTHING_KNOWN);
    return this.spans;
  }

  private look(node: unknown, path: ManifestPath, known: Known): void {
    if (isRawPart(path)) this.lookAtRaw(node);
    if (isScalar(node)) this.lookAtScalar(node, path, known);
    else if (isAlias(node)) this.lookAtAlias(node, path, known);
    else if (isSeq(node)) this.lookAtList(node.items, path, known);
    else if (isMap(node)) this.lookAtMap(node.items, path, known);
  }

  private lookAtMap(items: readonly Pair[], path: ManifestPath, known: Known): void {
    const record = Object.fromEntries(items.map((pair) => [keyOf(pair), this.plain(pair.value)]));
    for (const pair of items) {
      const key = keyOf(pair);
      const inner = knownOfEntry(known, key, isMap(pair.value), record, path);
      this.hideInKey(pair.key, path);
      // The name of a secret is none.
      if (key === '$secret' && isScalar(pair.value)) continue;
      if (isUnknownRawKey(path, key)) this.hide(pair.value);
      // What an anchor, an alias or a tag is called may be a secret that somebody forgot to quote.
      else if (inner.kind !== undefined && !isMap(pair.value) && !isSeq(pair.value)) this.hideProps(pair);
      this.look(pair.value, [...path, key], inner);
    }
  }

  private lookAtList(items: readonly unknown[], path: ManifestPath, known: Known): void {
    for (const [index, item] of items.entries()) this.look(item, [...path, index], known);
    const words = items.map((item) => this.plain(item));
    for (const { path: at } of secretsOfWords(words, path)) this.hide(items[Number(at.at(-1))]);
  }

  private lookAtScalar(node: Scalar, path: ManifestPath, known: Known): void {
    const { value } = node;
    if (typeof value !== 'string' && typeof value !== 'number') return;
    const text = String(value);
    const found = secretsOfText(text, path, known);
    if (found.length === 0) return;
    const [from, to] = this.rangeOf(node);
    const start = this.text.slice(from, to).indexOf(text);
    // A text with escapes, or of several lines, is not written as it is.
    if (start === -1) this.spans.push({ from, to });
    else for (const part of found) this.spans.push({ from: from + start + part.from, to: from + start + part.to });
  }

  private lookAtAlias(node: Alias, path: ManifestPath, known: Known): void {
    const target = this.targets.get(node);
    if (known.kind !== undefined) this.hide(target);
    else if (isScalar(target)) this.lookAtScalar(target, path, known);
  }

  private lookAtRaw(node: unknown): void {
    if (isScalar(node)) this.hide(node);
    if (isMap(node) || isSeq(node)) this.hideComments(node.range);
  }

  /** Everything below but keys, true, false and null; what an alias stands for, wherever it is written. */
  private hide(node: unknown): void {
    const target = isAlias(node) ? this.targets.get(node) : node;
    if (!isNode(target) || this.hidden.has(target)) return;
    this.hidden.add(target);
    if (isScalar(target) && typeof target.value !== 'boolean' && target.value !== null) {
      const [from, to] = this.rangeOf(target);
      this.spans.push({ from, to });
    }
    if (!isMap(target) && !isSeq(target)) return;
    for (const item of target.items as (Pair | Node)[]) this.hide('key' in item ? item.value : item);
  }

  /** `key:hunter2` is a key to YAML, and was meant as a key with its secret. */
  private hideInKey(key: unknown, map: ManifestPath): void {
    if (!isScalar(key)) return;
    const start = secretStart(map, String(key.value));
    if (start === undefined) return;
    const [from, to] = this.rangeOf(key);
    const isPlain = this.text.slice(from, to) === key.value;
    this.spans.push({ from: isPlain ? from + start : from, to });
  }

  private hideProps({ key, value }: Pair): void {
    if (!isNode(key) || !isNode(value) || !key.range || !value.range) return;
    if (!isAlias(value) && value.tag === undefined && value.anchor === undefined) return;
    const colon = this.text.indexOf(':', key.range[1]);
    if (colon !== -1 && colon < value.range[1]) this.spans.push({ from: colon + 1, to: value.range[1] });
  }

  private hideComments(range: Node['range']): void {
    if (!range) return;
    for (const { index, 0: comment } of this.text.slice(range[0], range[2]).matchAll(/(?<=\s)#.*/g)) {
      this.spans.push({ from: range[0] + index, to: range[0] + index + comment.length });
    }
  }

  /** A scalar's value, or that of the one that an alias stands for. */
  private plain(node: unknown): unknown {
    const target = isAlias(node) ? this.targets.get(node) : node;
    return isScalar(target) ? target.value : target;
  }

  /** Where a scalar's text is: of a block, below the `|` that ends its line. */
  private rangeOf({ range, type }: Scalar): [from: number, to: number] {
    if (!range) return [0, 0];
    const isBlock = type === 'BLOCK_LITERAL' || type === 'BLOCK_FOLDED';
    return [isBlock ? this.text.indexOf('\n', range[0]) : range[0], range[1]];
  }
}
