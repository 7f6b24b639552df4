/** A text of the manifest in a message: short and on one line, and nothing in it that a terminal would obey. */
export function quoted(text: string): string {
  const short = text.length > 60 ? `${text.slice(0, 57)}…` : text;
  return `'${short.replace(/\p{Cc}/gu, ' ')}'`;
}

/** `a, b, c and 7 more`: a message about a thousand hosts stays one line. */
export function fewOf(names: readonly string[], most = 3): string {
  // "and 1 more" takes no less room than the name itself.
  if (names.length <= most + 1) return names.join(', ');
  return `${names.slice(0, most).join(', ')} and ${names.length - most} more`;
}

/** At most this many further places are shown with one diagnostic. */
export const MOST_RELATED = 5;
