import { parseSums } from '../document/sums.ts';
import type { ReleaseAnswer } from './answers.ts';
import { sumsName } from './asset-names.ts';
import { assetOf, type Cluster } from './cluster.ts';
import type { ReleaseApi } from './release-api.ts';

/** What a release before had of a cluster. */
export interface Before {
  readonly release: ReleaseAnswer;
  /** SHA-256 by the file's name. */
  readonly sums: ReadonlyMap<string, string>;
}

/** More releases than this are not searched for one that has the cluster. */
const MOST_RELEASES = 300;

/**
 * The newest published release before this one that has the cluster's checksums.
 * @param current undefined where there is none: then the newest of all
 */
export async function releaseBefore(
  api: ReleaseApi,
  cluster: string,
  current: ReleaseAnswer | undefined,
): Promise<Before | undefined> {
  let isPast = !current || current.draft;
  let count = 0;
  for await (const release of api.all()) {
    count += 1;
    if (count > MOST_RELEASES) break;
    if (release.id === current?.id) isPast = true;
    if (!isPast || release.draft || release.id === current?.id) continue;
    const file = release.assets.find(({ name, state }) => name === sumsName(cluster) && state === 'uploaded');
    if (file) return { release, sums: parseSums(new TextDecoder().decode(await api.download(file.id))) };
  }
  return undefined;
}

/** Hosts whose documents differ from those of the release before; every host where there is none. */
export const changedHosts = (cluster: Cluster, before: Before | undefined): string[] =>
  cluster.documents
    .filter((document) => {
      const { name, sha256 } = assetOf(cluster, document);
      return before?.sums.get(name) !== sha256;
    })
    .map(({ host }) => host);
