import type { AssetAnswer, ReleaseAnswer } from './answers.ts';
import { newName, temporaryName } from './asset-names.ts';
import { Failure, isAlreadyThere, statusOf } from './failure.ts';
import type { ReleaseApi } from './release-api.ts';
import { sha256 } from './sha256.ts';
import { type Asset, type Goal, MOST_ASSETS, nextSteps, type Step } from './swap-plan.ts';

/** Surprises in a row (a name taken, a file gone, a digest that differs) after which something else is at work. */
const MOST_SURPRISES = 4;

export interface Work {
  readonly api: ReleaseApi;
  readonly release: ReleaseAnswer;
  /** Told of each step that was done, in words. */
  readonly done: (what: string) => void;
  /** Digests that downloads told, by the asset's id: content never changes under one id. */
  readonly digests: Map<number, string>;
  /** Names of the files that were seen in place, for the report. */
  readonly placed: Set<string>;
}

/**
 * Works from what is on the release to the goal: look, take the next steps, look again. Each step's outcome is read
 * from the release itself, never from an answer, so it does not matter which answers got lost.
 * @returns the assets in the end
 */
export async function reachGoal(work: Work, goal: Goal): Promise<Asset[]> {
  let surprises = 0;
  for (;;) {
    const assets = await look(work, goal);
    const steps = nextSteps(assets, goal);
    if (steps.length === 0) {
      checkReached(assets, goal);
      return assets;
    }
    work.api.github.pace(steps.length);
    const surprise = (await take(work, steps)) ?? spoilt(steps);
    if (surprise !== undefined) {
      surprises += 1;
      if (surprises > MOST_SURPRISES) throw new Failure(`it did not come to rest: ${surprise}`);
      await work.api.github.pause(surprises);
    } else if (steps.some(({ does }) => does === 'rename')) {
      surprises = 0;
    }
  }
}

/** Deleting what arrived spoilt is no progress: it may come again and again. */
const spoilt = (steps: readonly Step[]): string | undefined =>
  steps.every((step) => step.does === 'delete' && temporaryName(step.asset.name)?.kind === 'new')
    ? 'uploads arrive incomplete'
    : undefined;

/** @returns what was other than expected, if anything: then the release has to be looked at again */
async function take(work: Work, steps: readonly Step[]): Promise<string | undefined> {
  for (const step of steps) {
    try {
      await takeStep(work, step);
    } catch (error) {
      const isSurprise = isAlreadyThere(error) || (step.does !== 'upload' && statusOf(error) === 404);
      if (!isSurprise) throw error;
      return error instanceof Error ? error.message : '';
    }
    work.done(describeStep(step));
  }
  return undefined;
}

async function takeStep({ api, release }: Work, step: Step): Promise<void> {
  switch (step.does) {
    case 'upload':
      return api.upload(release, step.name, step.file.content);
    case 'rename':
      return api.rename(step.asset.id, step.to);
    case 'delete':
      return api.remove(step.asset.id);
  }
}

export function describeStep(step: Step): string {
  switch (step.does) {
    case 'upload':
      return `uploaded ${step.name}`;
    case 'rename':
      return `renamed ${step.asset.name} to ${step.to}`;
    case 'delete':
      return `deleted ${step.asset.name}: ${step.why}`;
  }
}

/** What is on the release, with the digests that the goal needs: GitHub's own, else of a download. */
export async function look(work: Work, { files }: Goal): Promise<Asset[]> {
  const answers = await work.api.assets(work.release.id);
  const sizes = new Map<string, number>();
  for (const { name, content, sha256: sum } of files) {
    sizes.set(name, content.length);
    sizes.set(newName(name, sum), content.length);
  }
  const assets: Asset[] = [];
  for (const answer of answers) {
    const asset = withoutDownload(answer);
    // Of another size it is another content.
    const isAsked = asset.isComplete && asset.sha256 === undefined && sizes.get(asset.name) === asset.size;
    assets.push(isAsked ? { ...asset, sha256: await digestOf(work, asset) } : asset);
  }
  for (const { name, sha256: sum } of files) {
    if (assets.some((asset) => asset.name === name && asset.isComplete && asset.sha256 === sum)) work.placed.add(name);
  }
  return assets;
}

export function withoutDownload({ id, name, size, state, digest }: AssetAnswer): Asset {
  const [, sum] = /^sha256:([0-9a-f]{64})$/i.exec(digest ?? '') ?? [];
  return { id, name, size, isComplete: state === 'uploaded', sha256: sum?.toLowerCase() };
}

export async function digestOf({ api, digests }: Work, asset: Asset): Promise<string> {
  const known = asset.sha256 ?? digests.get(asset.id);
  if (known !== undefined) return known;
  const sum = sha256(await api.download(asset.id));
  digests.set(asset.id, sum);
  return sum;
}

function checkReached(assets: readonly Asset[], { files }: Goal): void {
  const missing = files.filter(({ name, sha256: sum }) => !assets.some((at) => at.name === name && at.sha256 === sum));
  if (missing.length === 0) return;
  throw new Failure(
    `a release takes ${MOST_ASSETS} files, this one has ${assets.length}, and there is no room for ${missing[0]?.name}. Remove some, or attach to a release of its own.`,
  );
}
