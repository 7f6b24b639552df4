/** What an env file says of one variable, or what is wrong with it. */
export type EnvEntry = { readonly from: number; readonly to: number } & (
  | { readonly name: string; readonly value: string }
  | { readonly fault: string; readonly hint: string }
);

const NAME = /^(?:export[ \t]+)?([A-Za-z_][A-Za-z0-9_.-]*)[ \t]*(=|$)[ \t]*/;
/** Up to the quote that ends it, over several lines too. */
const QUOTED = /^(?:"((?:[^"\\]|\\[\s\S])*)"|'((?:[^'\\]|\\[\s\S])*)')[ \t]*(?:#[^\n]*)?(?=\r?\n|\r?$)/;
/** What Compose would fill in from the environment of whoever calls it. */
const FILLED_IN = /(?<!\\)\$(?:\{|[A-Za-z_])/;

/**
 * The entries of an env file as Compose's specification has them: comments, quotes, escapes. Nothing is filled in from
 * elsewhere. No message holds a value: it may be a secret.
 * @param isRaw everything behind the = is the value
 */
export function readEnv(text: string, isRaw = false): EnvEntry[] {
  const entries: EnvEntry[] = [];
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  while (at < text.length) {
    const stop = text.indexOf('\n', at);
    const end = stop === -1 ? text.length : stop;
    const line = text.slice(at, end).replace(/\r$/, '');
    const blank = /^[ \t]*/.exec(line)?.[0].length ?? 0;
    const from = at + blank;
    at = end + 1;
    if (blank === line.length || line[blank] === '#') continue;
    const { entry, used } = readEntry(text.slice(from), line.slice(blank), isRaw);
    entries.push({ ...entry, from, to: from + Math.max(1, line.length - blank) });
    if (from + used > at) at = text.indexOf('\n', from + used) + 1 || text.length;
  }
  return entries;
}

type Read = { readonly name: string; readonly value: string } | { readonly fault: string; readonly hint: string };

function readEntry(rest: string, line: string, isRaw: boolean): { readonly entry: Read; readonly used: number } {
  const [head = '', name = '', sign] = NAME.exec(line) ?? [];
  const fault = (what: string, hint = ''): { entry: Read; used: number } => ({
    entry: { fault: what, hint },
    used: line.length,
  });
  if (head === '') return fault('is no NAME=VALUE', 'A comment begins with #.');
  // A word alone may be the rest of a secret.
  if (sign !== '=') return fault('has no =', 'No variable comes from elsewhere: write NAME=VALUE.');
  if (isRaw) return { entry: { name, value: line.slice(line.indexOf('=') + 1) }, used: line.length };
  const value = rest.slice(head.length);
  if (/^["']/.test(value)) {
    const [whole, double, single] = QUOTED.exec(value) ?? [];
    if (whole === undefined) return fault(`gives ${name} a value whose quote does not end its line`);
    if (double !== undefined && FILLED_IN.test(double)) return fault(...filledIn(name));
    const read = double === undefined ? (single ?? '').replace(/\\'/g, "'") : unescaped(double);
    return { entry: { name, value: read }, used: head.length + whole.length };
  }
  const plain = line
    .slice(head.length)
    .replace(/(?:^|[ \t])#.*$/, '')
    .trimEnd();
  return FILLED_IN.test(plain) ? fault(...filledIn(name)) : { entry: { name, value: plain }, used: line.length };
}

const filledIn = (name: string): [string, string] => [
  `gives ${name} a value with $, which Compose would fill in`,
  'Put it in single quotes, which leave it as it is.',
];

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

const unescaped = (text: string): string =>
  text.replace(/\\([\s\S])/g, (whole, letter: string) => ESCAPES[letter] ?? (/["\\$']/.test(letter) ? letter : whole));
