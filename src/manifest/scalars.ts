import { isMap, isScalar, isSeq, type Node } from 'yaml';
import type { Fault } from './fault.ts';
import { outOfRange, wrongForm, yamlTag } from './laws.ts';
import { shortened } from './wording.ts';

type Wrong = Pick<Fault, 'law' | 'message' | 'hint'>;

/** The tags of YAML's core schema; `!` says "as it stands". */
const PREFIX = 'tag:yaml.org,2002:';
const TYPES: ReadonlyMap<string, (node: Node) => boolean> = new Map(
  Object.entries<(node: Node) => boolean>({
    '!': () => true,
    [`${PREFIX}str`]: (node) => isScalar(node) && typeof node.value === 'string',
    [`${PREFIX}int`]: (node) => isScalar(node) && Number.isInteger(node.value),
    [`${PREFIX}float`]: (node) => isScalar(node) && typeof node.value === 'number',
    [`${PREFIX}bool`]: (node) => isScalar(node) && typeof node.value === 'boolean',
    [`${PREFIX}null`]: (node) => isScalar(node) && node.value === null,
    [`${PREFIX}map`]: isMap,
    [`${PREFIX}seq`]: isSeq,
  }),
);

/** Why a node's tag cannot be followed, if so: `!foo`, `!!binary`, or `!!int` before a text. */
export function tagOf(node: Node, text: string): Fault | undefined {
  const fits = TYPES.get(node.tag ?? '!');
  if (fits?.(node)) return undefined;
  const start = node.range?.[0] ?? 0;
  const before = text.slice(Math.max(0, start - 200), start);
  const written = writtenTag(before);
  const from = written ? start - before.length + written.index : start;
  const name = written?.name ?? '!';
  const isBinary = name === '!!binary';
  return {
    law: yamlTag,
    from,
    to: from + name.length,
    message: fits
      ? `the tag '${shortened(name)}' does not fit the value that follows it`
      : `the tag '${shortened(name)}' is not allowed in a manifest`,
    hint: isBinary
      ? 'Leave the tag out. A file of write_files says `encoding: b64` instead.'
      : "Leave the tag out; if the text begins with '!', put it in quotes.",
  };
}

/** The tag that stands at a text's end, perhaps with an anchor behind it. */
function writtenTag(before: string): { readonly name: string; readonly index: number } | undefined {
  const words = [...before.matchAll(/\S+/g)];
  const word = words.at(words.at(-1)?.[0].startsWith('&') ? -2 : -1);
  const at = word?.[0].indexOf('!') ?? -1;
  return word && at !== -1 ? { name: word[0].slice(at), index: word.index + at } : undefined;
}

/** Why a number would not reach the host as it was written, if so. */
export function numberFault(value: number, source: string, name: string): Wrong | undefined {
  if (!Number.isFinite(value)) {
    return { law: outOfRange, message: `${name} is not a finite number`, hint: 'To write a text, put it in quotes.' };
  }
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
    const message = `${name} has too many digits for a number`;
    return { law: outOfRange, message, hint: 'Put it in quotes to keep it as text.' };
  }
  if (/^[-+]?0\d/.test(source) && Number.isInteger(value)) {
    const message = `${name} begins with a zero, which makes it octal to some programs and decimal to others`;
    return { law: wrongForm, message, hint: 'Put it in quotes, or leave out the zero.' };
  }
  if (/^[-+]?[0-9]*[.e]/i.test(source) && Number.isInteger(value)) {
    const message = `${name} is a whole number with a point or an exponent, which some programs read as another value`;
    return { law: wrongForm, message, hint: 'Write it without; if a text is meant, put it in quotes.' };
  }
  return undefined;
}

/** Why a text could not be written to a file, if so. The text may be a secret: it is not printed. */
export function textFault(value: string, name: string): Wrong | undefined {
  if (!/\p{Cs}/u.test(value)) return undefined;
  return {
    law: wrongForm,
    message: `${name} contains half of a surrogate pair, which no file can store`,
    hint: 'A character beyond U+FFFF is one escape of eight digits: "\\U0001F600".',
  };
}
