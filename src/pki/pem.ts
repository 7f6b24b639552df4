import { base64 } from '../document/encoding.ts';

const LINE = 64;

/** Bytes as RFC 7468 writes them. */
export function pem(label: 'CERTIFICATE' | 'PRIVATE KEY', bytes: Uint8Array): string {
  const text = base64(bytes);
  const lines = Array.from({ length: Math.ceil(text.length / LINE) }, (_, index) =>
    text.slice(index * LINE, (index + 1) * LINE),
  );
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
