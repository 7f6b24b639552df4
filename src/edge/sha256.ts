import { hash } from 'node:crypto';

/** Hexadecimal. */
export const sha256 = (content: Uint8Array | string): string => hash('sha256', content);
