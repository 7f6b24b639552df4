import { Gunzip } from 'fflate';

/** A text in a manifest is looked into as far as this, in bytes: gzip can stand for a thousand times its size. */
const MOST_BYTES = 32 * 1024 * 1024;
/** What is handed to gzip at once, in bytes. */
const SLICE = 4096;

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

/** As much of it as can be read. */
export function inflated(bytes: Uint8Array): Uint8Array {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const stream = new Gunzip((chunk) => {
    chunks.push(chunk);
    size += chunk.length;
  });
  for (let at = 0; at < bytes.length && size < MOST_BYTES; at += SLICE) {
    stream.push(bytes.subarray(at, at + SLICE), at + SLICE >= bytes.length);
  }
  const whole = new Uint8Array(size);
  let end = 0;
  for (const chunk of chunks) {
    whole.set(chunk, end);
    end += chunk.length;
  }
  return whole;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
