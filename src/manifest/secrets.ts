import { type Alias, type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair, type Scalar } from 'yaml';
import type { Span } from './fault.ts';
import { isSecretPath } from './secret-keys.ts';
import { secretLines } from './secret-lines.ts';
import { keyOf, valuesOf } from './values.ts';
import { readYaml } from './yaml.ts';

/** What a value that nobody should read looks like: as wide as itself, so that columns stay. */
const MASK = '•';

/** What makes a look at the text worth while. */
const SUSPICIOUS = /tls|config|ignition|daemon|data|passw|secret|token|private|credential|ssh|-----BEGIN|:\/\//i;
/** `user:word@` of an address, and what follows its `?`: a signature perhaps. */
const CREDENTIALS = [
  /(?<=:\/\/)[^\s'"/?#]+(?=@)/g,
  /(?<=:\/\/)[^\s'":@/]*:[^\s'"@]*(?=@)/g,
  /(?<=:\/\/[^\s'"?]{1,2000}\?)[^\s'"]+/g,
];
const PEM = /(?<=-----BEGIN [^-\n]{1,60}-----)[\s\S]*?(?=-----END|$)/g;

/** The text with each secret hidden: of the same length, with the same lines. For pictures of it. */
export function maskSecrets(text: string): string {
  const spans = secretRanges(text);
  if (spans.length === 0) return text;
  let masked = '';
  let done = 0;
  for (const { from, to } of spans.toSorted((a, b) => a.from - b.from)) {
    if (to <= done) continue;
    const start = Math.max(from, done);
    masked += text.slice(done, start) + text.slice(start, to).replace(/[^\s]/g, MASK);
    done = to;
  }
  return masked + text.slice(done);
}

/**
 * Where a manifest's text holds what no message may show: values under `tls`, `cloud_config`, `ignition` and
 * `docker.daemon` and under keys such as `password`, PEM blocks, credentials in URLs. They may overlap.
 */
export function secretRanges(text: string): Span[] {
  if (!SUSPICIOUS.test(text)) return [];
  const { document, fault } = readYaml(text);
  const spans = [...CREDENTIALS, PEM].flatMap((pattern) =>
    Array.from(text.matchAll(pattern), ({ index, 0: found }) => ({ from: index, to: index + found.length })),
  );
  // Of a text that is no YAML the lines must do.
  if (!document || fault) return [...spans, ...secretLines(text)];
  return [...spans, ...new SecretFinder(document, text).find()];
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
    this.targets = valuesOf(document, text).targets;
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
      if (isSecretPath(inner)) this.hide(pair.value);
      else this.search(pair.value, inner);
    }
  }

  /** Everything below but keys, true, false and null; what an alias stands for, wherever it is written. */
  private hide(node: unknown): void {
    const target = isAlias(node) ? this.targets.get(node) : node;
    if (isScalar(target)) this.hideScalar(target);
    if (!isMap(target) && !isSeq(target)) return;
    if (this.seen.has(target)) return;
    this.seen.add(target);
    for (const item of target.items as (Pair | Node)[]) this.hide('key' in item ? item.value : item);
    this.hideComments(target.range);
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
