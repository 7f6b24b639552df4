import { assetName, sumsName, temporaryName } from './asset-names.ts';
import type { Cluster } from './cluster.ts';
import { digestOf, type Work } from './reach-goal.ts';
import { sha256 } from './sha256.ts';
import { parseSums, sumsText } from './sums.ts';
import type { Asset, WantedFile } from './swap-plan.ts';

/** What becomes of a cluster's files that the manifest no longer makes. */
export interface Tidying {
  /** Names to remove. */
  readonly surplus: readonly string[];
  /** Files of hosts that left in the middle of an exchange: to bear their own names again. */
  readonly restore: readonly { readonly asset: Asset; readonly to: string }[];
  /** The cluster's new SHA256SUMS: what is made now, and what stays. */
  readonly sums: WantedFile;
}

/**
 * A file counts as made by meshinit only if the cluster's SHA256SUMS lists it, and with the bytes that it still has: what
 * others put there is never touched. A host's file under another ending is replaced; one of a host that left goes only
 * when asked for.
 */
export async function tidy(
  work: Work,
  assets: readonly Asset[],
  cluster: Cluster,
  files: readonly WantedFile[],
  prune: boolean,
): Promise<Tidying> {
  const { name } = cluster.mesh;
  const wanted = new Map(files.map((file) => [file.name, file.sha256]));
  const listed = await listedSums(work, assets, name);
  const hosts = new Set(cluster.documents.map(({ host }) => host));
  const surplus: string[] = [];
  const kept = new Map<string, string>();
  const restore: { asset: Asset; to: string }[] = [];
  for (const [file, sum] of listed) {
    if (wanted.has(file)) continue;
    const host = file.slice(assetName(name, '').length).split('.')[0] ?? '';
    const goes = prune || hosts.has(host);
    const asset = assets.find((candidate) => candidate.name === file);
    const old = assets.find((candidate) => isOldOf(candidate, file));
    const present = asset ?? old;
    if (!present || (await digestOf(work, present)) !== sum) continue;
    if (goes) surplus.push(present.name);
    else kept.set(file, sum);
    if (!goes && !asset && old) restore.push({ asset: old, to: file });
    if (asset && old) surplus.push(old.name);
  }
  surplus.push(...unfinished(assets, name, wanted));
  const text = sumsText(new Map([...kept, ...wanted]));
  const content = new TextEncoder().encode(text);
  return { surplus, restore, sums: { name: sumsName(name), content, sha256: sha256(content) } };
}

const isOldOf = (asset: Asset, file: string): boolean => {
  const temporary = temporaryName(asset.name);
  return temporary?.kind === 'old' && temporary.of === file;
};

/** What the release's SHA256SUMS lists, its temporary names included where a run was cut short. */
async function listedSums(work: Work, assets: readonly Asset[], cluster: string): Promise<Map<string, string>> {
  const name = sumsName(cluster);
  const file =
    assets.find((asset) => asset.name === name && asset.isComplete) ?? assets.find((at) => isOldOf(at, name));
  return file ? parseSums(new TextDecoder().decode(await work.api.download(file.id))) : new Map();
}

/** New files that no swap will ever fetch: of hosts that left before their first exchange was done. */
function unfinished(assets: readonly Asset[], cluster: string, wanted: ReadonlyMap<string, string>): string[] {
  const others = assets.flatMap(({ name }) => {
    const [, other] = /^(.+)-SHA256SUMS$/.exec(temporaryName(name)?.of ?? name) ?? [];
    return other?.startsWith(`${cluster}-`) ? [other] : [];
  });
  return assets
    .map(({ name }) => ({ name, temporary: temporaryName(name) }))
    .filter(({ temporary }) => temporary?.kind === 'new' && isOurs(temporary.of, cluster, others))
    .filter(({ temporary }) => temporary && !wanted.has(temporary.of) && temporary.of !== sumsName(cluster))
    .map(({ name }) => name);
}

/** `demo-eu-host1.yaml` is a file of the cluster `demo-eu`, where there is one, and not of `demo`. */
const isOurs = (file: string, cluster: string, others: readonly string[]): boolean =>
  file.startsWith(`${cluster}-`) && !others.some((other) => file.startsWith(`${other}-`));
