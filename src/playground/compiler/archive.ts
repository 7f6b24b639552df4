import { zipSync } from 'fflate';
import type { HostDocument } from '../../document/pack.ts';

/** 1 January 1980, the first day that a zip file knows: the same documents make the same bytes. */
const MTIME = new Date(1980, 0, 1);

interface Parts {
  readonly name: string;
  readonly text: string;
  readonly lock: string;
  readonly documents: readonly HostDocument[];
}

/** The manifest, its lock and every document, as `compile` would leave them, with `SHA256SUMS` for sha256sum. */
export async function archive({ name, text, lock, documents }: Parts): Promise<Uint8Array<ArrayBuffer>> {
  const sorted = documents.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const sums = await Promise.all(sorted.map(async ({ name: file, content }) => `${await sha256(content)}  ${file}\n`));
  const encoder = new TextEncoder();
  const files = {
    [`${name}.yaml`]: encoder.encode(text),
    [`${name}.lock`]: encoder.encode(lock),
    ...Object.fromEntries(sorted.map((document) => [`userdata/${document.name}`, document.content])),
    'userdata/SHA256SUMS': encoder.encode(sums.join('')),
  };
  return new Uint8Array(zipSync(files, { mtime: MTIME }));
}

async function sha256(content: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new Uint8Array(content));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
