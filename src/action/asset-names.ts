import { hostOfDocument } from '../document/document-name.ts';

/** Where the file stands that lists a cluster's files with their checksums. */
export const sumsName = (cluster: string): string => `${cluster}-SHA256SUMS`;

/** @param document the document's own file name, `host1.yaml` */
export const assetName = (cluster: string, document: string): string => `${cluster}-${document}`;

/** The host whose document of this cluster would bear this name; undefined for a name that meshinit gives to none. */
export const hostOfAsset = (cluster: string, name: string): string | undefined =>
  name.startsWith(assetName(cluster, '')) ? hostOfDocument(name.slice(assetName(cluster, '').length)) : undefined;

/** Characters of a digest in a temporary name: 64 bits, so that two contents never share one. */
const DIGEST_CHARACTERS = 16;

/** A new file until its digest is verified. Each content has its own, so none ever stands in another's way. */
export const newName = (name: string, sha256: string): string =>
  `${name}.meshinit-new-${sha256.slice(0, DIGEST_CHARACTERS)}`;

/** The file that was there before, from when it gives its name away until the new one bears it. */
export const oldName = (name: string, id: number): string => `${name}.meshinit-old-${id}`;

export interface TemporaryName {
  /** The name that the file is to have, or had. */
  readonly of: string;
  readonly kind: 'new' | 'old';
}

/** What a temporary name is for; undefined for any other name. */
export function temporaryName(name: string): TemporaryName | undefined {
  const [, of, kind] = /^(.+)\.meshinit-(?:(new)-[0-9a-f]{16}|old-\d+)$/.exec(name) ?? [];
  return of === undefined ? undefined : { of, kind: kind === 'new' ? 'new' : 'old' };
}

/**
 * The name that GitHub gives an asset: characters that it does not take become dots, and dots at the ends go. Names of
 * clusters and hosts are DNS labels, so ours stay; where one would not, it has to be known before the upload.
 */
export const githubName = (name: string): string =>
  name
    .replace(/[^A-Za-z0-9._-]+/g, '.')
    .replace(/^\.+/, 'default.')
    .replace(/(?<!\.)\.+$/, '');
