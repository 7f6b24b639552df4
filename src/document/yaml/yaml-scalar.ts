/**
 * Characters that every PyYAML from 3.10 on reads as they are: older ones refuse those beyond U+FFFF, all of them most
 * control characters, U+FFFE and U+FFFF; and U+0085, U+2028 and U+2029 are ends of lines to it (reader.py,
 * NON_PRINTABLE; scanner.py, scan_line_break). The byte order mark is left to no reader's taste.
 */
const READ_AS_IS = String.raw` -~\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd`;
const NOT_IN_LINE = new RegExp(`[^${READ_AS_IS}]`);
/** Tabs are safe behind a block's indentation only: elsewhere readers strip or refuse them. */
const NOT_IN_BLOCK = new RegExp(`[^${READ_AS_IS}\\t\\n]`);
const NOT_IN_QUOTES = new RegExp(`[^${READ_AS_IS}]|["\\\\]`, 'gu');

/**
 * With this and a colon in its first 4,096 bytes, user-data is a message of several parts to cloud-init, whatever it
 * begins with (user_data.py, convert_string). A colon may be the key's own.
 */
const isMime = (text: string): boolean => /mime-version/i.test(text);

/** Begins with no sign that means something to YAML, or with dashes that a letter follows. */
const PLAIN_START = /^(?:[^\s\-?:,[\]{}#&*!|>'"%@`=~<]|--?[A-Za-z])/;
/** What ends a plain text, or goes lost at its end. */
const PLAIN_END = /: | #|[: ]$/;

/**
 * Plain texts that one of YAML 1.1 and 1.2 takes for something else (yaml.org/type; PyYAML's resolver.py; the core
 * schema): numbers in every base, with underscores and sexagesimal, dates and times, and words.
 */
const NOT_TEXTS: readonly RegExp[] = [
  /^[-+]?[0-9][0-9_,]*$/,
  /^[-+]?0(?:b[01_]+|o[0-7_]+|x[0-9a-f_]+)$/i,
  /^[-+]?(?:[0-9][0-9_]*(?:\.[0-9_]*)?|\.[0-9_]*)(?:e[-+]?[0-9]+)?$/i,
  /^[-+]?[0-9][0-9_]*(?::[0-9]+)+(?:\.[0-9_]*)?$/,
  /^[-+]?\.(?:inf|nan)$/i,
  /^[0-9]{4}-[0-9]/,
  /^(?:y|yes|n|no|on|off|true|false|null)$/i,
];

/**
 * A text as YAML in one line, the way that a person would write it: plain where every reader of YAML 1.1 and 1.2 takes
 * it for this text, else in quotes. This alone decides it for all documents.
 */
export function yamlScalar(text: string): string {
  if (NOT_IN_LINE.test(text) || isMime(text)) return doubleQuoted(text);
  if (isPlain(text)) return text;
  // `permissions: '0644'`, as cloud-init's own examples have it, and what would be full of backslashes.
  return /^[0-9]+$|["\\]/.test(text) && !text.includes("'") ? `'${text}'` : doubleQuoted(text);
}

const isPlain = (text: string): boolean =>
  PLAIN_START.test(text) && !PLAIN_END.test(text) && !NOT_TEXTS.some((form) => form.test(text));

/** Never folded: a line that ends inside quotes loses blanks at its edges. */
function doubleQuoted(text: string): string {
  const escaped = text.replace(NOT_IN_QUOTES, escapeOf).replace(/(mime-version):/gi, '$1\\x3a');
  return `"${escaped}"`;
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

function escapeOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  if (code > 0xffff) return `\\U${hex.padStart(8, '0')}`;
  return ESCAPES.get(character) ?? (code > 0xff ? `\\u${hex.padStart(4, '0')}` : `\\x${hex.padStart(2, '0')}`);
}

/** A reader guesses the indentation from the first line that is not empty. */
const BLOCK_START = /^\n*\S/;

/** A text of lines as a literal block, or undefined where it has no lines or only escapes bring it over. */
export function literalBlock(text: string): { readonly header: string; readonly lines: string } | undefined {
  if (!text.includes('\n') || !BLOCK_START.test(text) || NOT_IN_BLOCK.test(text) || isMime(text)) return undefined;
  if (!text.endsWith('\n')) return { header: '|-', lines: `${text}\n` };
  return { header: text.endsWith('\n\n') ? '|+' : '|', lines: text };
}
