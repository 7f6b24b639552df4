import { inflated } from './inflated.ts';

/** What a text that is base64, of gzip perhaps, or a data URL (RFC 2397) spells; undefined where it is none. */
export function unpacked(text: string): string | undefined {
  const [head = '', isBase64] = /^data:[^,]{0,200}?(;base64)?,/.exec(text) ?? [];
  if (head !== '' && isBase64 === undefined) return decoded(text.slice(head.length));
  const bare = text.slice(head.length).replace(/\s/g, '');
  if (bare.length < 4 || bare.length % 4 === 1 || !/^[A-Za-z0-9+/_-]{1,}={0,2}$/.test(bare)) return undefined;
  try {
    const signs = atob(bare.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(signs, (sign) => sign.charCodeAt(0));
    return new TextDecoder().decode(isGzip(bytes) ? inflated(bytes) : bytes);
  } catch {
    return undefined;
  }
}

/** By the magic number (RFC 1952). */
const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
