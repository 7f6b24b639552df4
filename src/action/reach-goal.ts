import type { AssetAnswer } from './answers.ts';
import { temporaryName } from './asset-names.ts';
import { examine } from './examine.ts';
import { Failure, isAlreadyThere, statusOf } from './failure.ts';
import {
  type Asset,
  foreignFault,
  type Goal,
  MOST_ASSETS,
  nextSteps,
  type Step,
  type WantedFile,
} from './swap-plan.ts';
import type { Work } from './work.ts';

/** Surprises in a row (a name taken, a file gone, a digest that differs) after which something else is at work. */
const MOST_SURPRISES = 4;

/**
 * Works from what is on the release to the goal: look, take the next steps, look again. Each step's outcome is read
 * from the release itself, never from an answer, so it does not matter which answers got lost.
 * @returns the assets in the end
 */
export async function reachGoal(work: Work, goal: Goal): Promise<Asset[]> {
  let surprises = 0;
  for (;;) {
    const assets = await look(work, goal);
    const fault = foreignFault(assets, goal);
    if (fault !== undefined) throw new Failure(fault);
    const steps = nextSteps(assets, goal);
    if (steps.length === 0) {
      checkReached(assets, goal);
      return assets;
    }
    work.api.github.pace(steps.length);
    const surprise = (await take(work, steps)) ?? spoilt(steps);
    if (surprise !== undefined) {
      surprises += 1;
      if (surprises > MOST_SURPRISES) throw new Failure(`the release keeps changing: ${surprise}`);
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

/** What is on the release, judged. */
export async function look(work: Work, goal: Goal): Promise<Asset[]> {
  const answers = await work.api.assets(work.release.id);
  return judge(work, answers.map(withoutDownload), goal);
}

/** Assets with all that the goal needs of them: of what bears a wanted file's name its digest, and whose it is. */
export async function judge(work: Work, assets: readonly Asset[], { files }: Goal): Promise<Asset[]> {
  const wanted = new Map(files.map((file) => [file.name, file]));
  const judged: Asset[] = [];
  for (const asset of assets) {
    const file = wanted.get(temporaryName(asset.name)?.of ?? asset.name);
    const found = file && asset.isComplete ? await judgeOne(work, asset, file) : asset;
    if (file && found.name === file.name && found.sha256 === file.sha256) work.placed.add(file.name);
    judged.push(found);
  }
  return judged;
}

/** GitHub's own digest spares a download. */
async function judgeOne(work: Work, asset: Asset, file: WantedFile): Promise<Asset> {
  if (asset.sha256 === file.sha256) return asset;
  const found = await examine(work, asset);
  if (!found) return { ...asset, isOurs: false };
  const sum = asset.sha256 ?? found.sha256;
  return { ...asset, sha256: sum, isOurs: sum === file.sha256 || file.isEarlier(found) };
}

/** As the list has it. What broke off has no content, and its name alone to go by. */
export function withoutDownload({ id, name, size, state, digest }: AssetAnswer): Asset {
  const [, sum] = /^sha256:([0-9a-f]{64})$/i.exec(digest ?? '') ?? [];
  return { id, name, size, isComplete: state === 'uploaded', sha256: sum?.toLowerCase(), isOurs: true };
}

function checkReached(assets: readonly Asset[], { files }: Goal): void {
  const missing = files.filter(({ name, sha256: sum }) => !assets.some((at) => at.name === name && at.sha256 === sum));
  if (missing.length === 0) return;
  throw new Failure(
    `a release holds at most ${MOST_ASSETS} files; this one has ${assets.length}, which leaves no room for ${missing[0]?.name}. Delete some files, or use a separate release.`,
  );
}
