import { Gunzip } from 'fflate';

/** A text in a manifest is looked into as far as this, in bytes: gzip can stand for a thousand times its size. */
const MOST_BYTES = 32 * 1024 * 1024;
/** What is handed to gzip at once, in bytes. */
const SLICE = 4096;

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
