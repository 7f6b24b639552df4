import { closeSync, openSync, readSync } from 'node:fs';
import { UsageError } from './errors.ts';

/** A manifest of 10,000 hosts has one megabyte. /dev/zero has no end. */
const MOST_BYTES = 2 ** 26;
const CHUNK = 2 ** 16;

/**
 * All that a file or an open descriptor has.
 * @param name for messages
 * @throws UsageError where that is more than any manifest; what the system says otherwise
 */
export function readBytes(from: string | number, name: string): Uint8Array {
  const descriptor = typeof from === 'number' ? from : openSync(from, 'r');
  try {
    const chunks: Uint8Array[] = [];
    for (let total = 0; ; ) {
      const chunk = Buffer.allocUnsafe(CHUNK);
      const count = readSync(descriptor, chunk, 0, CHUNK, null);
      if (count === 0) return Buffer.concat(chunks);
      chunks.push(chunk.subarray(0, count));
      total += count;
      if (total > MOST_BYTES)
        throw new UsageError(`cannot read ${name}: it is larger than ${MOST_BYTES / 2 ** 20} MiB`);
    }
  } finally {
    if (typeof from === 'string') closeSync(descriptor);
  }
}
