import type { DocumentOrigin } from '../document/document-origin.ts';
import { isSums, parseSums, sumsText } from '../document/sums.ts';
import { sha256 } from '../edge/sha256.ts';
import { hostOfAsset, sumsName, temporaryName } from './asset-names.ts';
import type { Cluster } from './cluster.ts';
import { examine } from './examine.ts';
import type { Asset, WantedFile } from './swap-plan.ts';
import type { Work } from './work.ts';

/** What becomes of a cluster's files that the manifest no longer makes. */
export interface Tidying {
  /** Ids of the assets to remove. */
  readonly surplus: readonly number[];
  /** Files of hosts that left in the middle of an exchange: to bear their own names again. */
  readonly restore: readonly { readonly asset: Asset; readonly to: string }[];
  /** The cluster's new SHA256SUMS: what is made now, and what stays. */
  readonly sums: WantedFile;
}

/**
 * A file goes only if meshinit gives such a name, if the cluster's SHA256SUMS lists it with the bytes that it still has,
 * and if these say that they are of this cluster and host: what others put there is never touched, whatever a list says.
 * A host's file under another ending is replaced; one of a host that left goes only when asked for.
 */
export async function tidy(
  work: Work,
  assets: readonly Asset[],
  cluster: Cluster,
  files: readonly WantedFile[],
  prune: boolean,
): Promise<Tidying> {
  const { name } = cluster.plan;
  const wanted = new Map(files.map((file) => [file.name, file.sha256]));
  const hosts = new Set(cluster.documents.map(({ host }) => host));
  const surplus = await unfinished(work, assets, name, wanted);
  const restore: { asset: Asset; to: string }[] = [];
  const kept = new Map<string, string>();
  const foreign = new Set<string>();
  for (const [file, sum] of await listedSums(work, assets, name)) {
    if (wanted.has(file)) continue;
    const host = hostOfAsset(name, file);
    const present = host === undefined ? [] : assets.filter((asset) => asset.name === file || isOldOf(asset, file));
    const [asset, ...older] = host === undefined ? [] : await ownOf(work, present, { cluster: name, host });
    if (host === undefined || (present.length > 0 && !asset)) {
      foreign.add(file);
      kept.set(file, sum);
    } else if (asset && (await examine(work, asset))?.sha256 === sum) {
      const goes = prune || hosts.has(host);
      if (goes) surplus.push(asset.id);
      else kept.set(file, sum);
      if (!goes && asset.name !== file) restore.push({ asset, to: file });
      surplus.push(...older.map(({ id }) => id));
    }
  }
  const content = new TextEncoder().encode(sumsText(new Map([...kept, ...wanted])));
  return { surplus, restore, sums: sumsFile(name, content, foreign) };
}

/** Those of the assets whose content says that it is of this cluster and host; what bears its own name first. */
async function ownOf(work: Work, assets: readonly Asset[], { cluster, host }: DocumentOrigin): Promise<Asset[]> {
  const own: Asset[] = [];
  for (const asset of assets) {
    const origin = asset.isComplete ? (await examine(work, asset))?.origin : undefined;
    if (origin?.cluster === cluster && origin.host === host) own.push(asset);
  }
  return own.toSorted(
    (a, b) => Number(temporaryName(a.name) !== undefined) - Number(temporaryName(b.name) !== undefined),
  );
}

/** @param foreign listed names that are not the cluster's */
const sumsFile = (cluster: string, content: Uint8Array, foreign: ReadonlySet<string>): WantedFile => ({
  name: sumsName(cluster),
  content,
  sha256: sha256(content),
  // Others' lines beside ours stay, so a list of both may be replaced; one of other files alone is somebody else's.
  isEarlier: (file) => {
    const text = new TextDecoder().decode(file.content);
    const names = [...parseSums(text).keys()];
    const own = names.filter((name) => hostOfAsset(cluster, name) !== undefined && !foreign.has(name));
    return isSums(text) && own.length > 0 && names.every((name) => own.includes(name) || foreign.has(name));
  },
});

const isOldOf = (asset: Asset, file: string): boolean => {
  const temporary = temporaryName(asset.name);
  return temporary?.kind === 'old' && temporary.of === file;
};

/** What the release's SHA256SUMS lists, its temporary names included where a run was cut short. */
async function listedSums(work: Work, assets: readonly Asset[], cluster: string): Promise<Map<string, string>> {
  const name = sumsName(cluster);
  const file =
    assets.find((asset) => asset.name === name && asset.isComplete) ?? assets.find((at) => isOldOf(at, name));
  const found = file && (await examine(work, file));
  return found ? parseSums(new TextDecoder().decode(found.content)) : new Map();
}

/** New files that no swap will ever fetch: of hosts that left before their first exchange was done. */
async function unfinished(
  work: Work,
  assets: readonly Asset[],
  cluster: string,
  wanted: ReadonlyMap<string, string>,
): Promise<number[]> {
  const ids: number[] = [];
  for (const asset of assets) {
    const temporary = temporaryName(asset.name);
    if (temporary?.kind !== 'new' || wanted.has(temporary.of)) continue;
    const host = hostOfAsset(cluster, temporary.of);
    // `demo-eu-host1.yaml` may be of the cluster `demo-eu`: its content says so.
    const own = host === undefined ? [] : await ownOf(work, [asset], { cluster, host });
    ids.push(...own.map(({ id }) => id));
  }
  return ids;
}
