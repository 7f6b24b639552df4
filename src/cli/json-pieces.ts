/** Items of a list that are written at once. */
const ITEMS = 100;
/** Characters that are worth a write. */
const ENOUGH = 1 << 20;

/** What JSON.stringify(value, null, 2) gives, in pieces: a plan's text may be larger than the half gigabyte of a string. */
export function* jsonPieces(value: unknown): Generator<string> {
  let text = '';
  for (const part of partsOf(value, '\n')) {
    text += part;
    if (text.length < ENOUGH) continue;
    yield text;
    text = '';
  }
  yield text;
}

/** @param line a line's end, and the spaces that the next one begins with */
function* partsOf(value: unknown, line: string): Generator<string> {
  if (Array.isArray(value) && value.length > ITEMS) {
    for (let start = 0; start < value.length; start += ITEMS) {
      const items = JSON.stringify(value.slice(start, start + ITEMS), null, 2).slice(1, -2);
      yield (start === 0 ? '[' : ',') + items.replaceAll('\n', line);
    }
    yield `${line}]`;
    return;
  }
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) {
    yield JSON.stringify(value);
    return;
  }
  const isList = Array.isArray(value);
  const [open, close] = isList ? '[]' : '{}';
  let before = open;
  for (const [key, item] of isList ? value.entries() : eachOf(value)) {
    yield `${before}${line}  ${isList ? '' : `${JSON.stringify(key)}: `}`;
    yield* partsOf(item, `${line}  `);
    before = ',';
  }
  yield `${line}${close}`;
}

/** One after another: what a getter makes is gone before the next one is asked. */
function* eachOf(value: object): Generator<readonly [string, unknown]> {
  for (const key of Object.keys(value)) yield [key, value[key as keyof typeof value]];
}
