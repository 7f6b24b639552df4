import type { Span } from '../diagnostics/span.ts';

/**
 * Where addresses in a text hold what lets one in: `user:word@`, and what follows a `?`, a signature perhaps. In one
 * pass: a text may be megabytes of half addresses.
 */
export function credentialSpans(text: string): Span[] {
  if (!text.includes('://')) return [];
  return Array.from(text.matchAll(/:\/\/[^\s'"]*/g)).flatMap(({ index, 0: found }) => {
    const from = index + 3;
    const query = found.indexOf('?');
    const user = userEnd(query === -1 ? found : found.slice(0, query), found);
    return [
      ...(user > 3 ? [{ from, to: index + user }] : []),
      ...(query !== -1 && query > user ? [{ from: index + query + 1, to: index + found.length }] : []),
    ];
  });
}

/** Where the user's part ends: at the last `@` before the path, or at one further on where a password has a `/` or a `?`. */
function userEnd(beforeQuery: string, found: string): number {
  const authority = /^:\/\/[^/]*/.exec(beforeQuery)?.[0] ?? '';
  const at = authority.lastIndexOf('@');
  return at === -1 && /^:\/\/[^/@]*:\D/.test(found) ? found.lastIndexOf('@') : at;
}
