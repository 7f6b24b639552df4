import type { ErrorCode, YAMLError } from 'yaml';
import type { Span } from '../diagnostics/span.ts';
import { lineAt } from './fault.ts';

/** A syntax error in our own words; the place of the error itself holds where none is given. Never quotes a value. */
export interface Saying {
  readonly message: string;
  readonly hint?: string;
  readonly from?: number;
  readonly to?: number;
}

type Line = Span & { readonly text: string };
type Say = (text: string, at: number, line: Line, error: YAMLError) => Saying;

const QUOTE = 'Put the whole value in quotes.';
const TEMPLATE = 'Nothing is filled in inside a text: a whole value can be { $env: NAME } or { $secret: NAME }.';
const INDENT = 'Keys of one map begin in the same column, two spaces deeper than the key above them.';

const sayings: Readonly<Record<ErrorCode, Say>> = {
  ALIAS_PROPS: () => ({ message: "an alias ('*') cannot have an anchor or a tag" }),
  BAD_ALIAS: (text, at) => ({
    message: `a value cannot be '${text[at]}' alone, which begins the name of an ${text[at] === '&' ? 'anchor' : 'alias'}`,
    hint: `To write the character itself, put it in quotes: '${text[at]}'.`,
  }),
  BAD_COLLECTION_TYPE: () => ({
    message: 'the tag does not fit the list or map that follows it',
    hint: 'Remove it.',
  }),
  BAD_DIRECTIVE: () => ({ message: "a line that begins with '%' is a directive, and this one is malformed" }),
  BAD_DQ_ESCAPE: (text, at) => ({
    message: `'${/^\\[ -~]?/.exec(text.slice(at, at + 2))?.[0] ?? '\\'}' is not an escape sequence of double quotes`,
    hint: "Write '\\\\' for a backslash, or use single quotes, where it has no meaning.",
  }),
  BAD_INDENT: (text, _, line) => indentation(text, line),
  BAD_PROP_ORDER: () => ({ message: 'this anchor or tag belongs to nothing' }),
  BAD_SCALAR_START: (text, at, line) => badStart(text[at] ?? '', line),
  BLOCK_AS_IMPLICIT_KEY: (text, at, line, error) => nestedInLine(text, at, line, error),
  BLOCK_IN_FLOW: (text, at, line) => {
    const next = /(?<=\s)[\w-]+:\s/.exec(text.slice(at, line.to));
    const from = at + (next?.index ?? 0);
    const to = from + (next ? next[0].length - 2 : 1);
    return { message: 'this entry has a second key', hint: 'Is a comma missing before it?', from, to };
  },
  DUPLICATE_KEY: () => ({ message: 'this key appears twice in its map' }),
  IMPOSSIBLE: () => ({ message: 'this is not allowed here' }),
  KEY_OVER_1024_CHARS: () => ({ message: 'a key has more than 1024 characters; is a quote or a line end missing?' }),
  MISSING_CHAR: (text, at, line) => missing(text, at, line),
  MULTILINE_IMPLICIT_KEY: (text, at) => withoutColon(text, lineAt(text, at)),
  MULTIPLE_ANCHORS: () => ({ message: 'a value has more than one anchor' }),
  MULTIPLE_DOCS: () => ({ message: 'a second document begins here; a manifest is one document' }),
  MULTIPLE_TAGS: () => ({ message: 'a value has more than one tag' }),
  NON_STRING_KEY: (text, at) => keyIsNoText(text, at),
  RESOURCE_EXHAUSTION: () => ({ message: 'lists and maps are nested too deep here' }),
  TAB_AS_INDENT: () => ({ message: 'this line is indented with a tab; YAML takes spaces only' }),
  TAG_RESOLVE_FAILED: () => ({ message: 'this tag cannot be resolved', hint: 'Remove it.' }),
  UNEXPECTED_TOKEN: (text, at, line) => unexpected(text, at, line),
};

export function sayingOf(error: YAMLError, text: string, line: Line): Saying {
  return sayings[error.code](text, error.pos[0], line, error);
}

/** Where a line's own text begins. */
const startOf = (line: Line): number => line.from + line.text.length - line.text.trimStart().length;

function indentation(text: string, line: Line): Saying {
  const column = startOf(line) - line.from;
  const columns = new Set<number>();
  let above = line;
  // The lines near it tell enough: a text of a hundred thousand faults must not be read to its top for each.
  for (let lines = 0; lines < 200 && above.from > 0 && columns.size < 4; lines += 1) {
    above = lineAt(text, above.from - 1);
    if (above.text.trim() !== '') columns.add(startOf(above) - above.from);
  }
  if (columns.has(column)) {
    return {
      message: 'this line does not fit the list or the map above',
      hint: "Is its '- ' missing, or its colon?",
      from: startOf(line),
    };
  }
  const fitting = [...columns].toSorted((a, b) => a - b).join(', ');
  return {
    message: `this line begins after ${column} ${column === 1 ? 'space' : 'spaces'}, where no line above begins (${fitting})`,
    hint: INDENT,
    from: startOf(line),
  };
}

function badStart(sign: string, line: Line): Saying {
  const isTemplate = sign === '%' && line.text.includes('{%');
  return {
    message: `a value cannot begin with '${sign}': it is special in YAML`,
    hint: isTemplate ? TEMPLATE : QUOTE,
  };
}

function nestedInLine(text: string, at: number, line: Line, { pos }: YAMLError): Saying {
  if (/^\s*- ?/.test(line.text)) {
    return { message: 'a list entry is among the keys of a map', hint: INDENT, from: startOf(line) };
  }
  const next = lineAt(text, line.to + 1);
  const isBelow = text.slice(at, pos[1]).includes('\n') || !/:\s/.test(text.slice(at, line.to));
  if (isBelow && next.from > line.from) {
    return {
      message: 'this line is indented deeper than the one above, which already has a value',
      hint: INDENT,
      from: startOf(next),
    };
  }
  return {
    message: "a second ': ' is on one line",
    hint: `${QUOTE} Or put the second key on a line of its own, indented.`,
  };
}

function missing(text: string, at: number, line: Line): Saying {
  if (text[at] === '#') return { message: "a space is missing before the '#' of the comment" };
  if (/^%/m.test(text.slice(0, at)) && !/^---/m.test(text.slice(0, at))) {
    return { message: "a line that begins with '%' is a directive and needs a line '---' after it" };
  }
  if (/^---\s/.test(line.text))
    return { message: "the manifest begins on the line of its '---'; put it on the next one" };
  const inFlow = /[{[]/.test(text.slice(line.from, at));
  return inFlow ? { message: 'a comma is missing before this' } : withoutColon(text, line);
}

/** A line that should be `key: value`. */
function withoutColon(text: string, line: Line): Saying {
  const span = { from: startOf(line), to: line.from + line.text.trimEnd().length };
  if (/^(<{7}|={7}|>{7})/.test(line.text)) {
    return {
      ...span,
      message: 'this merge conflict was not resolved',
      hint: 'Keep one of the two sides, and remove these marks.',
    };
  }
  const above = line.from > 0 ? lineAt(text, line.from - 1).text : '';
  if (/:\s+[|>][-+\d]*\s*$/.test(above)) {
    return {
      ...span,
      message: "the text below '|' or '>' is not indented",
      hint: 'Indent its lines deeper than its key.',
    };
  }
  if (/^\s*[\w-]+:\S/.test(line.text)) {
    return { ...span, message: 'a space is missing after the colon', hint: "Write 'key: value'." };
  }
  return {
    ...span,
    message: 'this line is not a key: it has no colon',
    hint: 'Is a colon missing at its end, or after its first word?',
  };
}

function keyIsNoText(text: string, at: number): Saying {
  const isTemplate = /^\{[{%]/.test(text.slice(Math.max(0, at - 1), at + 1)) || /^\{[{%]/.test(text.slice(at, at + 2));
  const from = text[at - 1] === '{' ? at - 1 : at;
  if (!isTemplate) return { message: 'a key must be a plain text, not a list, a map, an alias or a value with a tag' };
  return {
    from,
    to: from + 2,
    message: "'{{' or '{%' begins a map inside a map here, not a template's variable",
    hint: `${TEMPLATE} To keep the braces, put the value in quotes.`,
  };
}

/** Keys whose values are no secrets: a hint may show them. */
const HARMLESS = /^\s*(listen|address|name|subnet|slice|bridges?):\s+([\w.:[\]/-]{1,50})\s*$/;

function unexpected(text: string, at: number, line: Line): Saying {
  const sign = text[at] ?? '';
  if (sign === '}' || sign === ']')
    return { message: `this '${sign}' closes nothing`, hint: 'Remove it, or put the opening one before it.' };
  if (sign === ',') return { message: 'nothing comes before this comma', hint: 'Remove it.' };
  const before = text.slice(line.from, at).trimEnd();
  const [, , value] = HARMLESS.exec(line.text) ?? [];
  const hint = value === undefined ? QUOTE : `Put the whole value in quotes: '${value}'.`;
  if (/[|>][-+\d]*$/.test(before)) {
    return {
      message: `after '${before.at(-1)}' the line must end; the text belongs on the next lines`,
      hint: 'Indent it deeper than its key.',
    };
  }
  if (/["']$/.test(before)) {
    const message = 'unexpected text after the closing quote';
    return {
      message,
      hint: before.endsWith("'")
        ? "Inside single quotes, write '' for one."
        : 'Inside double quotes, write \\" for one.',
    };
  }
  if (/[\]}]$/.test(before)) return { message: `unexpected text after the closing '${before.at(-1)}'`, hint };
  if (before.trim() === '') return indentation(text, line);
  return { message: 'this is not allowed here', hint };
}
