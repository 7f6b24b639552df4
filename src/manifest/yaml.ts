import { Composer, type Document, type YAMLError } from 'yaml';
import type { Fault } from './fault.ts';
import { yamlTooLarge } from './laws.ts';
import { rememberLast } from './remember-last.ts';
import { syntaxFault } from './syntax.ts';
import { MOST_LEXEMES, readTokens, type Tokens } from './tokens.ts';

/** A text as YAML: its tree, as far as there is one, and the first fault of its syntax. */
export interface Reading {
  readonly document: Document | undefined;
  readonly fault: Fault | undefined;
}

const OPTIONS = {
  resolveKnownTags: false,
  // `010` and `1e3` as names of hosts stay as they are.
  stringKeys: true,
  // The library compares each key with each, 2 s for 10,000 hosts: valuesOf finds them as it goes.
  uniqueKeys: false,
  prettyErrors: false,
  logLevel: 'error',
} as const;

/** Never throws for what the text holds. YAML 1.2 even where a directive says 1.1, whose `yes` and `12:30` are no texts. */
export const readYaml = rememberLast((text: string): Reading => read(text, 'core', MOST_LEXEMES));

/** The same, but every value is a text, as it is written: `01`, `1e3` and `null` too. */
export const readYamlTexts = (text: string, mostLexemes: number): Reading => read(text, 'failsafe', mostLexemes);

function read(text: string, schema: 'core' | 'failsafe', mostLexemes: number): Reading {
  try {
    const tokens = readTokens(text, mostLexemes);
    if (tokens.fault) return { document: undefined, fault: tokens.fault };
    const document = withoutStacks(() => compose(tokens, text, schema));
    return { document, fault: syntaxFault(document?.errors ?? [], text, tokens.root) };
  } catch (error) {
    // A stack that overflows, or a text longer than the engine's strings may be.
    if (!(error instanceof RangeError)) throw error;
    const message = 'the manifest is too large, or nested too deep, to be read';
    return { document: undefined, fault: { law: yamlTooLarge, from: 0, to: 1, message } };
  }
}

function compose(
  { list }: Tokens,
  text: string,
  schema: 'core' | 'failsafe',
): (Document & { errors: YAMLError[] }) | undefined {
  const [document] = new Composer({ ...OPTIONS, schema }).compose(list, true, text.length);
  return document;
}

/** Thousands of faults are thousands of Error objects, of which only the stack traces take long (V8). */
function withoutStacks<Result>(work: () => Result): Result {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return work();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}
