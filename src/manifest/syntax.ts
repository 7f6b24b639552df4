import type { CST, YAMLError } from 'yaml';
import type { Span } from '../diagnostics/span.ts';
import { type Fault, lineAt } from './fault.ts';
import { yamlSyntax, yamlTab } from './laws.ts';
import { type Saying, sayingOf } from './syntax-sayings.ts';
import { type Opening, openQuote, unclosedBracket } from './unclosed.ts';

/** At most this many further places are shown of a fault that repeats itself. */
const MOST_RELATED = 5;

/**
 * The first syntax error of a text, in our own words and where its cause is: the library speaks to programmers and
 * points at where it noticed. Later errors mostly follow from the first.
 */
export function syntaxFault(
  errors: readonly YAMLError[],
  text: string,
  root: CST.Token | undefined,
): Fault | undefined {
  const [first] = errors.toSorted((a, b) => a.pos[0] - b.pos[0]);
  if (!first) return undefined;
  const at = first.pos[0];
  if (isTab(first, text)) return tabFault(errors, text, at);
  const opening = openingOf(first, text, root);
  if (opening) return unclosedFault(opening, at, text);
  const line = lineAt(text, at);
  return { law: yamlSyntax, ...placeOf(sayingOf(first, text, line), at, line) };
}

function placeOf(saying: Saying, at: number, line: Span): Saying & Span {
  const from = saying.from ?? at;
  return { ...saying, from, to: saying.to ?? Math.max(from + 1, Math.min(from + 1, line.to)) };
}

const isTab = ({ code, pos }: YAMLError, text: string): boolean =>
  code === 'TAB_AS_INDENT' || (code === 'BAD_INDENT' && /^ *\t/.test(lineAt(text, pos[0]).text));

function tabFault(errors: readonly YAMLError[], text: string, at: number): Fault {
  const spans = new Map<number, Span>();
  for (const error of errors) {
    if (!isTab(error, text)) continue;
    const line = lineAt(text, error.pos[0]);
    const from = line.from + Math.max(0, line.text.indexOf('\t'));
    spans.set(from, { from, to: from + (/\t+/.exec(line.text)?.[0].length ?? 1) });
  }
  const [first = { from: at, to: at + 1 }, ...others] = spans.values();
  const many = others.length === 0 ? '' : `, as ${others.length} more ${others.length === 1 ? 'line is' : 'lines are'}`;
  return {
    law: yamlTab,
    ...first,
    message: `this line is indented with a tab${many}; YAML takes spaces only`,
    hint: 'Replace each tab with two spaces.',
    related: others.slice(0, MOST_RELATED).map((span) => ({ ...span, message: 'a tab' })),
  };
}

/** These come of a bracket that is still open, if there is one. */
const AFTER_BRACKET = ['BAD_INDENT', 'MISSING_CHAR', 'BLOCK_IN_FLOW', 'UNEXPECTED_TOKEN', 'MULTILINE_IMPLICIT_KEY'];

function openingOf({ code, pos, message }: YAMLError, text: string, root: CST.Token | undefined): Opening | undefined {
  if (code === 'MISSING_CHAR' && /closing/.test(message)) return openQuote(root, pos[0]);
  if (!AFTER_BRACKET.includes(code) || text[pos[0]] === ',') return undefined;
  return unclosedBracket(root, pos[0]);
}

function unclosedFault({ from, sign, closing }: Opening, at: number, text: string): Fault {
  const end = text.trimEnd().length;
  const isQuote = sign === closing;
  const place = Math.min(at, Math.max(end - 1, 0));
  const message = isQuote ? 'no closing quote up to here' : `no '${closing}' up to here`;
  const isFar = lineAt(text, place).from !== lineAt(text, from).from || at < end;
  return {
    law: yamlSyntax,
    from,
    to: from + 1,
    message: isQuote ? `this quote (${sign}) is never closed` : `this '${sign}' is never closed`,
    hint: `Put the ${isQuote ? 'same quote' : `'${closing}'`} where the ${isQuote ? 'text' : sign === '{' ? 'map' : 'list'} ends.`,
    related: isFar && place > from ? [{ from: place, to: place + 1, message }] : [],
  };
}
