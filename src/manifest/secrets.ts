import { type Alias, type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair, type Scalar } from 'yaml';
import { credentialSpans } from './credentials.ts';
import type { Span } from './fault.ts';
import { rememberLast } from './remember-last.ts';
import { isSecretPath } from './secret-keys.ts';
import { secretLines } from './secret-lines.ts';
import { keyOf, valuesOf } from './values.ts';
import { readYaml } from './yaml.ts';

/** What a value that nobody should read looks like: as wide as itself, so that columns stay. */
const MASK = '•';

/** What makes a look at the text worth while. */
const SUSPICIOUS = [
  'tls',
  'config',
  'ignition',
  'daemon',
  'data',
  'passw',
  'secret',
  'token',
  'private',
  'credential',
  'ssh',
  '-----begin',
];
const PEM = /(?<=-----BEGIN [^-\n]{1,60}-----)[\s\S]*?(?=-----END|$)/g;

/** The text with each secret hidden: of the same length, with the same lines. For pictures of it. */
export const maskSecrets = (text: string): string => mask(text).masked;

const mask = rememberLast((text: string) => {
  const spans = secretRanges(text);
  if (spans.length === 0) return { masked: text };
  let masked = '';
  let done = 0;
  for (const { from, to } of spans.toSorted((a, b) => a.from - b.from)) {
    if (to <= done) continue;
    const start = Math.max(from, done);
    masked += text.slice(done, start) + text.slice(start, to).replace(/[^\s]/g, MASK);
    done = to;
  }
  return { masked: masked + text.slice(done) };
});

/**
 * Where a manifest's text holds what no message may show: values under `tls`, `cloud_config`, `ignition` and
 * `docker.daemon` and under keys such as `password`, PEM blocks, credentials in URLs. They may overlap.
 */
export function secretRanges(text: string): Span[] {
  const lower = text.toLowerCase();
  const spans = credentialSpans(text);
  if (!SUSPICIOUS.some((word) => lower.includes(word))) return spans;
  for (const { index, 0: found } of text.matchAll(PEM)) spans.push({ from: index, to: index + found.length });
  const { document, fault } = readYaml(text);
  // Of a text that is no YAML the lines must do.
  return spans.concat(!document || fault ? secretLines(text) : new SecretFinder(document, text).find());
}

class SecretFinder {
  private readonly spans: Span[] = [];
  private readonly document: Document;
  private readonly text: string;
  private readonly targets: ReadonlyMap<Alias, Node>;
  private readonly seen = new Set<Node>();

  constructor(document: Document, text: string) {
    this.document = document;
    this.text = text;
    this.targets = text.includes('*') ? valuesOf(document, text).targets : new Map();
  }

  find(): Span[] {
    this.search(this.document.contents, []);
    return this.spans;
  }

  /** Looks for keys whose values are secret. */
  private search(node: unknown, path: string[]): void {
    if (isSeq(node)) for (const item of node.items) this.search(item, [...path, '']);
    if (!isMap(node)) return;
    for (const pair of node.items) {
      const inner = [...path, keyOf(pair)];
      if (isSecretPath(inner)) this.hideAll(pair.value);
      else this.search(pair.value, inner);
    }
  }

  private hideAll(node: unknown): void {
    this.hide(node);
    if (isMap(node) || isSeq(node)) this.hideComments(node.range);
  }

  /** Everything below but keys, true, false and null; what an alias stands for, wherever it is written. */
  private hide(node: unknown): void {
    const target = isAlias(node) ? this.targets.get(node) : node;
    if (isScalar(target)) this.hideScalar(target);
    if (!isMap(target) && !isSeq(target)) return;
    if (this.seen.has(target)) return;
    this.seen.add(target);
    for (const item of target.items as (Pair | Node)[]) this.hide('key' in item ? item.value : item);
  }

  private hideScalar({ value, range, type }: Scalar): void {
    if (!range || typeof value === 'boolean' || value === null) return;
    // The `|` of a block, which ends its line.
    const header = type === 'BLOCK_LITERAL' || type === 'BLOCK_FOLDED' ? this.text.indexOf('\n', range[0]) : range[0];
    this.spans.push({ from: header, to: range[1] });
  }

  private hideComments(range: Node['range']): void {
    if (!range) return;
    for (const { index, 0: comment } of this.text.slice(range[0], range[2]).matchAll(/(?<=\s)#.*/g)) {
      this.spans.push({ from: range[0] + index, to: range[0] + index + comment.length });
    }
  }
}
