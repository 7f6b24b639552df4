import { assignedSecrets } from './assigned-secrets.ts';
import { commandSecrets } from './command-secrets.ts';
import { credentialSpans } from './credentials.ts';
import { isPlaceholder } from './placeholder.ts';
import { type SecretKind, shapes } from './secret-facts.ts';
import type { SecretSpan } from './secret-span.ts';
import { unpacked } from './unpacked.ts';

/** Without one of these signs a text has no place for a secret: most values of most manifests. */
const SIGNS = /[:=$\-\s{_/?]|eyJ/;

/** Where a text holds what others should not read, in its order; parts may overlap. */
export function secretsInText(text: string): SecretSpan[] {
  if (!SIGNS.test(text)) return [];
  const spans = [
    ...privateKeys(text),
    ...shapes.flatMap(({ kind, shape }) => ofShape(text, kind, shape)),
    ...inAddresses(text),
    ...assignedSecrets(text),
    ...dockerLogins(text),
    ...commandSecrets(text),
    ...colonLines(text),
  ];
  return spans.toSorted((a, b) => a.from - b.from);
}

/** What a text holds that others should not read, if anything; packed texts are looked into. */
export function secretKindOfText(text: string): SecretKind | undefined {
  const [first] = secretsInText(text);
  if (first) return first.kind;
  const plain = unpacked(text);
  return plain === undefined ? undefined : secretsInText(plain)[0]?.kind;
}

function ofShape(text: string, kind: SecretKind, shape: RegExp): SecretSpan[] {
  return Array.from(text.matchAll(shape))
    .filter(({ 0: found }) => kind !== 'password' || !isPlaceholder(found))
    .map(({ 0: found, index }) => ({ from: index, to: index + found.length, kind }));
}

/** OpenSSL, OpenSSH, OpenPGP, SSH2; PuTTY. */
const BEGIN = /-{4,5} ?BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)? ?-{4,5}|^Private-Lines: \d{1,4}/gm;
const END = /-{4,5} ?END /g;

/** From after the line that begins a private key to the one that ends it, or to the text's end. */
function privateKeys(text: string): SecretSpan[] {
  const spans: SecretSpan[] = [];
  let done = 0;
  for (const { 0: found, index } of text.matchAll(BEGIN)) {
    if (index < done) continue;
    const from = index + found.length;
    END.lastIndex = from;
    done = END.exec(text)?.index ?? text.length;
    spans.push({ from, to: done, kind: 'private key' });
  }
  return spans;
}

/** `user:word@`; what follows a `?` is no proof. */
const inAddresses = (text: string): SecretSpan[] =>
  credentialSpans(text)
    .filter(({ from, to }) => text[to] === '@' && /^[^:]*:[^$]/.test(text.slice(from, to)))
    .map((span) => ({ ...span, kind: 'credentials in an address' }));

const AUTH = /"auth"\s{0,8}:\s{0,8}"([A-Za-z0-9+/=_-]{4,4096})"/g;

/** `auths` of Docker's config.json: base64 of `user:word`. */
const dockerLogins = (text: string): SecretSpan[] =>
  Array.from(text.matchAll(AUTH))
    .filter(([, word = '']) => unpacked(word)?.includes(':') ?? false)
    .map(({ 0: found, 1: word = '', index }) => {
      const to = index + found.length - 1;
      return { from: to - word.length, to, kind: 'token' };
    });

/** Lines of words between colons that hold a password, and what a line mentions that reads or keeps such. */
const COLON_LINES: readonly { readonly mention: RegExp; readonly word: RegExp }[] = [
  { mention: /\b(?:chpasswd|newusers)\b/, word: /(?<=(?:^|[\s'"])[a-z_][\w.-]{0,31}:)(?!\/\/)[^\s'"|<>;]{1,256}/g },
  { mention: /pgpass\b/, word: /(?<=[\w.*-]{1,64}:[\d*]{1,5}:[\w.*-]{1,64}:[\w.*-]{1,64}:)[^\s'"|<>;]{1,256}/g },
];

/** On the line that mentions it, and where that has `<<` on those that follow up to the word that ends them. */
function colonLines(text: string): SecretSpan[] {
  return COLON_LINES.flatMap(({ mention, word }) => {
    if (!mention.test(text)) return [];
    let from = 0;
    let end: string | undefined;
    return text.split('\n').flatMap((line) => {
      const start = from;
      from += line.length + 1;
      if (line.trim() === end) end = undefined;
      const isMentioned = mention.test(line);
      if (!isMentioned && end === undefined) return [];
      if (isMentioned) end = HERE.exec(line)?.[1] ?? end;
      return ofShape(line, 'password', word).map((span) => ({ ...span, from: start + span.from, to: start + span.to }));
    });
  });
}

/** A shell's here-document. */
const HERE = /<<-?\s{0,4}\\?["']?(\w{1,64})/;
