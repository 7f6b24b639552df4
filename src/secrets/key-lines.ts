import type { Span } from '../diagnostics/span.ts';

/** A key of WireGuard that has a line to itself, as the file of a private key does; public keys never do. */
const LONE = /^([ \t]*(?:content: )?["']?)([A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=)(?=(?:\\n)?["']?[ \t]*$)/gm;

export const keyLines = (text: string): Span[] =>
  Array.from(text.matchAll(LONE)).map(({ 1: before = '', 2: key = '', index }) => ({
    from: index + before.length,
    to: index + before.length + key.length,
  }));
