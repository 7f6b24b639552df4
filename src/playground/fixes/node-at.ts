import { isMap, isNode, isScalar, isSeq, type Node, type Pair } from 'yaml';
import type { ManifestPath } from '../../diagnostics/diagnostic.ts';
import { keyOf } from '../../manifest/pairs.ts';
import { readYaml } from '../../manifest/yaml.ts';

interface Range {
  readonly from: number;
  readonly to: number;
}

/** Where a value is, and what would have to go to take it away. */
export interface Found {
  readonly value: Range | undefined;
  readonly entry: Range | undefined;
}

interface Step {
  readonly parent: Node;
  readonly pair: Pair | undefined;
  readonly node: unknown;
}

/** What stands at a path of a manifest; undefined where nothing does. */
export function nodeAt(text: string, path: ManifestPath): Found | undefined {
  const { document } = readYaml(text);
  const steps: Step[] = [];
  let node: unknown = document?.contents;
  for (const key of path) {
    const step = stepTo(node, key);
    if (!step) return undefined;
    steps.push(step);
    node = step.node;
  }
  return {
    value: isNode(node) && node.range ? { from: node.range[0], to: node.range[1] } : undefined,
    entry: entryOf(text, steps),
  };
}

function stepTo(parent: unknown, key: string | number): Step | undefined {
  if (isMap(parent)) {
    const pair = parent.items.find((item) => keyOf(item) === String(key));
    return pair && { parent, pair, node: pair.value };
  }
  if (!isSeq(parent)) return undefined;
  const node = parent.items[Number(key)];
  return node === undefined ? undefined : { parent, pair: undefined, node };
}

/** The outermost entry that holds nothing else: an empty map in its place would be a fault of its own. */
function entryOf(text: string, steps: readonly Step[]): Range | undefined {
  let depth = steps.length - 1;
  while (depth > 0 && countOf(steps[depth]?.parent) === 1) depth -= 1;
  const step = steps[depth];
  if (!step) return undefined;
  const first = step.pair ? step.pair.key : step.node;
  const last = isNode(step.node) && step.node.range ? step.node : first;
  if (!isNode(first) || !first.range || !isNode(last) || !last.range) return undefined;
  const range = { from: first.range[0], to: last.range[1] };
  return isFlow(step.parent) ? withComma(text, range) : wholeLines(text, range, isScalar(last));
}

const countOf = (parent: unknown): number => (isMap(parent) || isSeq(parent) ? parent.items.length : 0);
const isFlow = (parent: Node): boolean => (isMap(parent) || isSeq(parent)) && parent.flow === true;

/** One of the two commas beside it goes too. */
function withComma(text: string, { from, to }: Range): Range {
  const after = /^\s*,\s*/.exec(text.slice(to));
  if (after) return { from, to: to + after[0].length };
  const before = /,\s*$/.exec(text.slice(0, from));
  return { from: from - (before?.[0].length ?? 0), to };
}

function wholeLines(text: string, { from, to }: Range, isSingle: boolean): Range {
  const end = text[to - 1] === '\n' && !isSingle ? to - 1 : to;
  const next = text.indexOf('\n', end);
  return { from: text.lastIndexOf('\n', from - 1) + 1, to: next === -1 ? text.length : next + 1 };
}
