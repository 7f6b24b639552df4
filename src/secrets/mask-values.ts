import { isMap, isNode, isScalar, isSeq } from 'yaml';
import type { Span } from '../diagnostics/span.ts';
import { rememberLast } from '../manifest/remember-last.ts';
import { readYaml } from '../manifest/yaml.ts';
import { maskSpans } from './mask.ts';

/**
 * A file of values as a picture: its keys, and nothing else that somebody wrote. Of one that is no YAML nobody can say
 * what is a key.
 */
export const maskValues = (text: string): string => mask(text).masked;

const mask = rememberLast((text: string) => ({ masked: maskSpans(text, hiddenSpans(text)) }));

function hiddenSpans(text: string): Span[] {
  const { document, fault } = readYaml(text);
  const keys = !document || fault ? [] : keySpans(document.contents).toSorted((a, b) => a.from - b.from);
  const ends = [0, ...keys.map(({ to }) => to)];
  return ends.map((from, index) => ({ from, to: keys[index]?.from ?? text.length }));
}

/** Where the keys are, each with what follows it up to its colon. */
function keySpans(node: unknown): Span[] {
  if (isSeq(node)) return node.items.flatMap(keySpans);
  if (!isMap(node)) return [];
  return node.items.flatMap(({ key, value }) => {
    const { range, value: name } = isScalar(key) ? key : {};
    const own = range && isPlainWord(String(name)) ? [{ from: range[0], to: range[1] + 1 }] : [];
    return [...own, ...(isNode(value) ? keySpans(value) : [])];
  });
}

/** Whether a key was meant as one: `password:hunter2` and `password hunter2` are keys too, to YAML. */
export const isPlainWord = (key: string): boolean => /^[\w.-]{1,60}$/.test(key);
