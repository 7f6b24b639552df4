import { gzipSync } from 'fflate';

/** gzip without a time stamp: the same input gives the same bytes. */
export const gzip = (bytes: Uint8Array): Uint8Array => gzipSync(bytes, { level: 9, mtime: 0 });
