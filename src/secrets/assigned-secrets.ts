import { kindOfKey } from './key-kinds.ts';
import { isPlaceholder } from './placeholder.ts';
import type { SecretSpan } from './secret-span.ts';

/** In letters. */
const SHORTEST = 3;
const LONGEST_NAME = 80;
const LONGEST_GAP = 8;

/**
 * `PASSWORD=word`, `"token": "word"`, `X-Auth-Token: word`, `'secret' => 'word'`: what is assigned to a name that is a
 * secret's. A variable in its place, or a sentence after the colon, is none. In one pass over the text.
 */
export function assignedSecrets(text: string): SecretSpan[] {
  const spans: SecretSpan[] = [];
  const sign = /[:=]/g;
  for (let found = sign.exec(text); found; found = sign.exec(text)) {
    const at = found.index;
    const name = nameBefore(text, at);
    const kind = name === undefined ? undefined : kindOfKey(name.text);
    if (!name || kind === undefined) continue;
    const value = valueAfter(text, at, name);
    if (!value) continue;
    sign.lastIndex = Math.max(sign.lastIndex, value.to);
    spans.push({ ...value, kind });
  }
  return spans;
}

interface Name {
  readonly text: string;
  /** Whether nothing but blanks, a dash or a quote stands before it on its line. */
  readonly isFirst: boolean;
  /** Whether blanks stand between it and the sign. */
  readonly isApart: boolean;
}

const isWord = (letter: string | undefined): boolean => letter !== undefined && /[\w.-]/.test(letter);
const isBlank = (letter: string | undefined): boolean => letter === ' ' || letter === '\t';

function nameBefore(text: string, sign: number): Name | undefined {
  let to = sign;
  if (/[:?+]/.test(text[to - 1] ?? '') && text[sign] === '=') to -= 1;
  const stop = Math.max(0, to - LONGEST_GAP);
  while (to > stop && isBlank(text[to - 1])) to -= 1;
  const isApart = to < sign;
  if (/["']/.test(text[to - 1] ?? '')) to -= text[to - 2] === '\\' ? 2 : 1;
  let from = to;
  const first = Math.max(0, to - LONGEST_NAME);
  while (from > first && isWord(text[from - 1])) from -= 1;
  // `$TOKEN:` and `${TOKEN:-other}` are read, not assigned.
  if (from === to || text[from - 1] === '$' || (text[from - 1] === '{' && text[from - 2] === '$')) return undefined;
  const before = text.slice(Math.max(0, from - LONGEST_GAP), from);
  return {
    text: text.slice(from, to),
    isFirst: /(?:^|\n)[\s\-"'\\]{0,8}$/.test(before) || /^[ \t]{8}$/.test(before),
    isApart,
  };
}

const QUOTED = [/\\?"((?:[^"\\\n]|\\[^"\n]){0,4096})/y, /'([^'\n]{0,4096})/y];
const UNQUOTED = /[^\s]{1,4096}/y;
const REST = /[^\n]{0,4096}/y;
const NAME_SERVICES = /^(?:files|compat|systemd|sss|ldap|winbind|db|nis)\b/;
/** RFC 9110, 11.4, and what APIs made of it. */
const SCHEME = /^(?:bearer|basic|token|digest|negotiate|apikey|api-key|key)\s{1,4}/i;

function valueAfter(text: string, sign: number, name: Name): { from: number; to: number } | undefined {
  const isColon = text[sign] === ':';
  let from = sign + 1;
  if (text[from] === '>' || (isColon && text[from] === '=')) from += 1;
  // `==` compares; `://` begins an address.
  if (text[from] === '=' || text[from] === '~' || text.startsWith('//', from)) return undefined;
  const stop = from + LONGEST_GAP * 2;
  while (from < stop && isBlank(text[from])) from += 1;
  for (const pattern of QUOTED) {
    const inside = matchAt(pattern, text, from);
    if (inside) return checked(inside[1] ?? '', from + inside[0].length - (inside[1] ?? '').length);
  }
  if (isColon) return afterColon(text, from, name);
  // `password = two words` of a file with sections; a shell takes no blanks.
  const isWhole = name.isApart && name.isFirst;
  return checked(bare((matchAt(isWhole ? REST : UNQUOTED, text, from)?.[0] ?? '').trimEnd()), from);
}

function afterColon(text: string, from: number, name: Name): { from: number; to: number } | undefined {
  // A map or a list: its own keys tell.
  if (/[{[]/.test(text[from] ?? '')) return undefined;
  // nsswitch.conf(5) has sources after `passwd:`.
  if (name.text === 'passwd' && NAME_SERVICES.test(text.slice(from, from + LONGEST_NAME))) return undefined;
  const line = (matchAt(REST, text, from)?.[0] ?? '').trimEnd();
  const scheme = SCHEME.exec(line)?.[0] ?? '';
  const [word = ''] = /^\S{1,4096}/.exec(line.slice(scheme.length)) ?? [];
  const after = line.slice(scheme.length + word.length).trimStart();
  const isJoined = text[from - 1] === ':';
  const isSentence = !isJoined && after !== '' && !/^[#,}\]"'|&;)\\]/.test(after) && !/["',}\]]$/.test(word);
  if (!isSentence) return checked(bare(word), from + scheme.length);
  // A line of YAML begins with a small letter, a sentence with a great one.
  return name.isFirst && /^[a-z]/.test(name.text) ? checked(line, from) : undefined;
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** Without the signs that close what is around it. */
function bare(word: string): string {
  let to = word.length;
  while (to > 0 && /["'`),;}\]\\]/.test(word[to - 1] ?? '')) to -= 1;
  return word.slice(0, to);
}

const checked = (value: string, from: number): { from: number; to: number } | undefined =>
  value.length < SHORTEST || isPlaceholder(value) ? undefined : { from, to: from + value.length };
