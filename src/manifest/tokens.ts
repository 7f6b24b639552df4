import { type CST, Lexer, Parser } from 'yaml';
import { figure } from '../counted.ts';
import type { Fault } from './fault.ts';
import { yamlManyDocuments, yamlSyntax, yamlTooLarge } from './laws.ts';

/** What one lexeme costs to parse, 2 µs and 700 bytes, sets this: a hostile text ends within seconds too. */
export const MOST_LEXEMES = 800_000;
/** A manifest needs 6 levels and cloud-config about as many more; the parser's stack ends at some hundreds. */
export const MOST_LEVELS = 60;

/** A text taken apart, not yet put together to values. */
export interface Tokens {
  /** Directives, the first document and the first error after it. */
  readonly list: readonly CST.Token[];
  /** The first document's content. */
  readonly root: CST.Token | undefined;
  /** Why it must not, or need not, be looked at any further. */
  readonly fault: Fault | undefined;
}

/** How many levels further in the parser is after a lexeme. */
const LEVELS: Readonly<Record<string, number>> = { '[': 1, '{': 1, ']': -1, '}': -1 };

/** What YAML 1.2 (5.1) allows in no text; and a carriage return alone, which is a line's end to YAML but to few tools. */
const FORBIDDEN = /(?![\t\n\r\u0085])\p{Cc}|\p{Cs}|[\uFFFE\uFFFF]|\r(?!\n)/u;

export function readTokens(text: string, mostLexemes: number): Tokens {
  const strange = FORBIDDEN.exec(text);
  if (strange) return { list: [], root: undefined, fault: forbidden(strange.index, strange[0]) };
  const { list, fault } = lexemesToTokens(text, mostLexemes);
  const document = list.find((token) => token.type === 'document');
  const root = document?.type === 'document' ? document.value : undefined;
  return { list, root, fault: fault ?? tooDeep(root) };
}

function lexemesToTokens(text: string, mostLexemes: number): Pick<Tokens, 'list' | 'fault'> {
  const list: CST.Token[] = [];
  const parser = new Parser();
  let left = mostLexemes;
  let level = 0;
  for (const lexeme of new Lexer().lex(text)) {
    left -= 1;
    if (left < 0) return { list, fault: tooLarge(text) };
    level += LEVELS[lexeme] ?? 0;
    // What is nested too deep is told already; the rest, megabytes perhaps, changes nothing.
    if (level > MOST_LEVELS + 1) break;
    // All tokens of a lexeme at once: the parser is not whole in between.
    const tokens = [...parser.next(lexeme)];
    list.push(...tokens);
    // One fault is enough, and there can be as many as lexemes.
    if (tokens.some(({ type }) => type === 'error' || type === 'document')) {
      const second = secondDocument(list);
      if (second) return { list, fault: second };
      if (tokens.some(({ type }) => type === 'error')) break;
    }
  }
  list.push(...parser.end());
  return { list, fault: secondDocument(list) };
}

function forbidden(from: number, character: string): Fault {
  const code = character.charCodeAt(0);
  const name = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  const fault = { law: yamlSyntax, from, to: from + 1 };
  if (character === '\r') {
    const message = 'this carriage return has no line feed after it';
    return { ...fault, message, hint: 'Save the manifest with Unix (LF) or Windows (CRLF) line endings.' };
  }
  if (code >= 0xd800 && code <= 0xdfff) {
    return { ...fault, message: `half of a surrogate pair is here (${name})`, hint: 'Save the manifest as UTF-8.' };
  }
  const message = `YAML does not allow this character (${name})`;
  return {
    ...fault,
    message,
    hint: 'Remove it. In double quotes, a value may contain it as an escape such as "\\x07".',
  };
}

function tooLarge(text: string): Fault {
  return {
    law: yamlTooLarge,
    from: 0,
    to: Math.min(1, text.length),
    message: `the manifest has more than ${figure(MOST_LEXEMES)} keys, values, signs and spaces`,
    hint: 'Put what hosts share under defaults, or give each cluster its own manifest.',
  };
}

function secondDocument(list: readonly CST.Token[]): Fault | undefined {
  const [, token] = list.filter(({ type }) => type === 'document');
  if (token?.type !== 'document') return undefined;
  const mark = token.start.find(({ type }) => type === 'doc-start');
  const from = mark?.offset ?? token.offset;
  return {
    law: yamlManyDocuments,
    from,
    to: from + (mark?.source.length ?? 1),
    message: 'a second document begins here; a manifest is one document',
    hint: `${mark ? "Remove the '---'" : "Remove the '...' above"}, or give each cluster its own file.`,
  };
}

/** Finds what is nested too deep, without recursion: everything after this may recurse. */
function tooDeep(root: CST.Token | undefined): Fault | undefined {
  const left: { token: CST.Token; level: number }[] = root ? [{ token: root, level: 1 }] : [];
  for (let next = left.pop(); next; next = left.pop()) {
    const { token, level } = next;
    if (!('items' in token)) continue;
    if (level > MOST_LEVELS) {
      const message = `lists and maps are nested more than ${MOST_LEVELS} levels deep here`;
      const hint = 'Is a closing bracket missing before it?';
      return { law: yamlTooLarge, from: token.offset, to: token.offset + 1, message, hint };
    }
    for (const item of token.items) {
      if (item.key) left.push({ token: item.key, level: level + 1 });
      if (item.value) left.push({ token: item.value, level: level + 1 });
    }
  }
  return undefined;
}
