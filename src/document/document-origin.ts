import { readDocument, unpacked } from './read-document.ts';

/** Whose a document is. */
export interface DocumentOrigin {
  readonly cluster: string;
  readonly host: string;
}

/** In bytes: twice what the most generous provider takes (vSphere). A larger file is no document. */
const MOST = 2 ** 20;

/** What the formats that have comments begin with: it spares the reading of the rest. */
const HEADER = /^# Host (\S+) \(.*\) of cluster (\S+), made by meshinit\b/m;
/** Characters in which any header ends. */
const HEAD = 1024;

/**
 * The cluster and the host that a document was made for, as its header says or its own host.conf; whatever it is packed
 * in.
 * @returns undefined for bytes that meshinit did not write
 */
export function documentOrigin(bytes: Uint8Array): DocumentOrigin | undefined {
  if (bytes.length > MOST) return undefined;
  const [, named, of] = HEADER.exec(headOf(bytes)) ?? [];
  if (named !== undefined && of !== undefined) return { cluster: of, host: named };
  const [cluster, host] = ['CLUSTER', 'HOST'].map((key) => settingOf(bytes, key));
  return cluster === undefined || host === undefined ? undefined : { cluster, host };
}

/** The address at which a document's host is reached; undefined where it tells none. */
export const documentAddress = (bytes: Uint8Array): string | undefined => settingOf(bytes, 'UNDERLAY');

function settingOf(bytes: Uint8Array, key: string): string | undefined {
  const conf = readDocument(bytes)?.files.get('/etc/meshinit/host.conf')?.content ?? '';
  return new RegExp(`^${key}=(.+)$`, 'm').exec(conf)?.[1];
}

function headOf(bytes: Uint8Array): string {
  try {
    return unpacked(bytes).slice(0, HEAD);
  } catch {
    return '';
  }
}
