import type { AssetAnswer, ReleaseAnswer } from './answers.ts';
import { assetOf, type Cluster } from './cluster.ts';
import { Refused } from './failure.ts';
import { isUnfinished, withoutMarker } from './find-release.ts';
import { judge, look, reachGoal } from './reach-goal.ts';
import { type Asset, foreignFault, type Goal, nextSteps, type WantedFile } from './swap-plan.ts';
import { type Tidying, tidy } from './tidy.ts';
import type { Work } from './work.ts';

export interface AttachOptions {
  readonly prune: boolean;
  /** Leave a draft that this action made a draft. */
  readonly draft: boolean;
  /** The release's notes, made from those that it has. */
  readonly notes: (body: string, assets: readonly AssetAnswer[]) => string;
}

export interface Attached {
  readonly release: ReleaseAnswer;
  /** The documents and checksums, as they stand there. */
  readonly assets: readonly AssetAnswer[];
}

/** Puts the documents on the release, then the checksums, then publishes the release if this action made it. */
export async function attach(work: Work, clusters: readonly Cluster[], options: AttachOptions): Promise<Attached> {
  const byCluster = clusters.map((cluster) => cluster.documents.map((document) => assetOf(cluster, document)));
  const files = byCluster.flat();
  const before = await look(work, { files, surplus: new Set() });
  const tidyings: Tidying[] = [];
  for (const [index, cluster] of clusters.entries()) {
    tidyings.push(await tidy(work, before, cluster, byCluster[index] ?? [], options.prune));
  }
  const documents: Goal = { files, surplus: new Set(tidyings.flatMap(({ surplus }) => surplus)) };
  const sums: Goal = { files: tidyings.map((tidying) => tidying.sums), surplus: new Set() };
  const all: Goal = { files: [...files, ...sums.files], surplus: documents.surplus };
  refuse(work, await judge(work, before, all), all, tidyings);
  await reachGoal(work, documents);
  for (const { asset, to } of tidyings.flatMap(({ restore }) => restore)) {
    await work.api.rename(asset.id, to);
    work.done(`renamed ${asset.name} to ${to}`);
  }
  await reachGoal(work, sums);
  return finish(work, [...files, ...sums.files], options);
}

/** What cannot be done is said before anything is tried: a release published as immutable takes nothing more. */
function refuse({ release }: Work, assets: readonly Asset[], all: Goal, tidyings: readonly Tidying[]): void {
  const fault = foreignFault(assets, all);
  if (fault !== undefined) throw new Refused(`${fault} Nothing was changed.`);
  const isDone = nextSteps(assets, all).length === 0 && tidyings.every(({ restore }) => restore.length === 0);
  if (!release.immutable || isDone) return;
  throw new Refused(
    `the release ${release.tag_name} is immutable: GitHub accepts files only until it is published. Nothing was uploaded. Fill the release while it is a draft: run this action on the push of the tag and let it create the release, or create the release as a draft, run this action with 'tag', and then publish it.`,
  );
}

async function finish(work: Work, files: readonly WantedFile[], options: AttachOptions): Promise<Attached> {
  const { api, release } = work;
  const current = await api.byId(release.id);
  const assets = namesOf(files, await api.assets(release.id));
  const unfinished = isUnfinished(current);
  const publishes = unfinished && current.draft && !options.draft;
  // A draft's files have other addresses than those of the release that it becomes.
  const shown = publishes ? assets.map((asset) => published(asset, current)) : assets;
  const written = current.body ?? '';
  const body = options.notes(unfinished ? withoutMarker(written) : written, shown);
  const isSame = body === written;
  if (isSame && !publishes) return { release: current, assets };
  const updated = await api.update(release.id, { ...(publishes ? { draft: false } : {}), ...(isSame ? {} : { body }) });
  work.done(publishes ? `published ${updated.html_url}` : `wrote the notes of ${updated.html_url}`);
  return { release: updated, assets: publishes ? namesOf(files, await api.assets(release.id)) : assets };
}

const published = (asset: AssetAnswer, { tag_name }: ReleaseAnswer): AssetAnswer => ({
  ...asset,
  browser_download_url: asset.browser_download_url.replace(
    /\/releases\/download\/[^/]+\//,
    () => `/releases/download/${tag_name.split('/').map(encodeURIComponent).join('/')}/`,
  ),
});

const namesOf = (files: readonly WantedFile[], assets: readonly AssetAnswer[]): AssetAnswer[] =>
  files.flatMap(({ name }) => assets.filter((asset) => asset.name === name));
