import type { Span } from '../diagnostics/span.ts';
import { type Fault, lineAt } from '../manifest/fault.ts';
import { yamlManyDocuments, yamlTooLarge } from '../manifest/laws.ts';
import { readYamlTexts } from '../manifest/yaml.ts';
import { lockUnreadable } from './lock-laws.ts';

/** What a lock file begins with. */
export const LOCK_KEY = 'meshinit-lock';
export const LOCK_VERSION = '1';
export const NO_LOCK = `it does not begin like a lock file: ${LOCK_KEY}: ${LOCK_VERSION}`;

/** A host's lines take 64 lexemes and at most 360 characters: room for 23,000 hosts with keys. */
const MOST_LEXEMES = 1_600_000;
const MOST_CHARACTERS = 2 ** 23;

/** The first sign, before a comment, of what could stand for something else: an anchor, an alias, a tag, an escape. */
const STRANGE = /^([\w\uFEFF \t.:/{},"'+=-]*)([^\w\uFEFF \t.:/{},"'#\r\n+=-])/mu;

const CONFLICT_MARK = /^(?:<{7}|\|{7}|={7}|>{7})(?=[ \r\n]|$)/gm;
const BOTH_SIDES =
  'Keep the lines of both sides, without the markers. If two hosts then have the same number, delete the line of the one that has not booted yet: it is planned anew.';

/** A lock file's YAML, every value of which is a text, or why it has none. */
export interface LockReading {
  readonly root: unknown;
  readonly fault: Fault | undefined;
}

export function readLockText(text: string): LockReading {
  const early = tooLarge(text) ?? conflict(text) ?? notALock(text);
  if (early) return { root: undefined, fault: early };
  const { document, fault } = readYamlTexts(text, MOST_LEXEMES);
  return { root: document?.contents, fault: fault && ofLock(fault) };
}

/** Told before anything is looked for in it. */
const tooLarge = (text: string): Fault | undefined =>
  text.length > MOST_CHARACTERS
    ? { law: lockUnreadable, from: 0, to: 1, message: 'it is larger than any lock file' }
    : undefined;

/** What git leaves where two branches changed the same lines. */
function conflict(text: string): Fault | undefined {
  const [first, ...others] = [...text.matchAll(CONFLICT_MARK)].map(({ index }): Span => lineAt(text, index));
  if (!first) return undefined;
  const related = others.slice(0, 2).map(({ from, to }) => ({ from, to, message: 'another conflict marker' }));
  const { from, to } = first;
  const message = 'a merge conflict is not resolved';
  return { law: lockUnreadable, from, to, message, hint: BOTH_SIDES, related };
}

/** What is told without a look at its YAML, which takes time. */
function notALock(text: string): Fault | undefined {
  const start = { law: lockUnreadable, from: 0, to: 1 };
  if (!text.includes(LOCK_KEY)) return { ...start, message: NO_LOCK };
  const strange = STRANGE.exec(text);
  if (!strange) return undefined;
  const [, before = '', sign = ''] = strange;
  const from = strange.index + before.length;
  return {
    law: lockUnreadable,
    from,
    to: from + sign.length,
    message: `${nameOf(sign)} is not allowed in a lock file`,
  };
}

/** A sign that a terminal shows, or its number. */
const nameOf = (sign: string): string =>
  /^[!-~]$/.test(sign)
    ? `a '${sign}'`
    : `the character U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** A fault of YAML's, told of a lock file instead of a manifest. */
function ofLock({ law, message, from, to, related = [] }: Fault): Fault {
  const told =
    law === yamlManyDocuments
      ? 'a second document begins here; a lock file is one document'
      : law === yamlTooLarge && from === 0
        ? 'it is larger than any lock file, or nested too deep'
        : message;
  return { law: lockUnreadable, from, to, message: told, related };
}
