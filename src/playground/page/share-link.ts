/** Bytes of a manifest that a link may unfold to: what is larger is no manifest that somebody reads in a page. */
const MOST_BYTES = 2 ** 20;
/** Characters of a link that browsers, mail and chats pass on. */
export const MOST_LINK = 32_000;

const BEGIN = '#m=';

/** A manifest as a URL's fragment, which browsers send to nobody: base64url of its raw deflate. */
export async function fragmentOf(text: string): Promise<string> {
  const packed = await through(new TextEncoder().encode(text), new CompressionStream('deflate-raw'), Infinity);
  const base64 = btoa(Array.from(packed ?? [], (byte) => String.fromCharCode(byte)).join(''));
  return BEGIN + base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

export type Shared = { readonly text: string } | { readonly fault: string };

/** What a fragment holds; undefined where it holds no manifest at all. Never throws: anybody can write a link. */
export async function readFragment(fragment: string): Promise<Shared | undefined> {
  if (!fragment.startsWith(BEGIN)) return undefined;
  const base64 = fragment.slice(BEGIN.length);
  if (base64.length > MOST_LINK) return { fault: 'The link is too long to hold a manifest.' };
  try {
    const bytes = Uint8Array.from(atob(base64.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0));
    const unpacked = await through(bytes, new DecompressionStream('deflate-raw'), MOST_BYTES);
    if (!unpacked) return { fault: 'The link unfolds to more than a manifest may have.' };
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(unpacked) };
  } catch {
    return { fault: 'The link is damaged: it was probably cut when it was copied.' };
  }
}

/** What comes out of a stream; undefined where that is more than so many bytes, of which the rest is never made. */
async function through(
  bytes: Uint8Array<ArrayBuffer>,
  stream: ReadableWritablePair<Uint8Array, BufferSource>,
  most: number,
): Promise<Uint8Array | undefined> {
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > most) {
      await reader.cancel();
      return undefined;
    }
    chunks.push(value);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
