import { readDocument } from '../diff/read-document.ts';

/** Whose a document is. */
export interface DocumentOrigin {
  readonly cluster: string;
  readonly host: string;
}

/** In bytes: twice what the most generous provider takes (vSphere). A larger file is no document. */
const MOST = 2 ** 20;

/**
 * The cluster and the host that a document was made for, as its own host.conf says; whatever it is packed in.
 * @returns undefined for bytes that meshinit did not write
 */
export function documentOrigin(bytes: Uint8Array): DocumentOrigin | undefined {
  if (bytes.length > MOST) return undefined;
  const conf = readDocument(bytes)?.files.get('/etc/meshinit/host.conf')?.content ?? '';
  const [cluster, host] = ['CLUSTER', 'HOST'].map((key) => new RegExp(`^${key}=(.+)$`, 'm').exec(conf)?.[1]);
  return cluster === undefined || host === undefined ? undefined : { cluster, host };
}
