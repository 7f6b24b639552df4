import { newName, oldName, temporaryName } from './asset-names.ts';
import type { Examined } from './work.ts';

/** A file on the release. */
export interface Asset {
  readonly id: number;
  readonly name: string;
  readonly size: number;
  /** False for what an upload left behind that broke off: GitHub lists it, and gives nothing out. */
  readonly isComplete: boolean;
  /** Hexadecimal; undefined where neither GitHub nor a download has told it, and where nobody has to know. */
  readonly sha256: string | undefined;
  /** False for what meshinit did not write, or for others than its name says; looked into only where that matters. */
  readonly isOurs: boolean;
}

/** A file as it is to be. */
export interface WantedFile {
  readonly name: string;
  readonly content: Uint8Array;
  readonly sha256: string;
  /** Whether a file is an earlier version of it, which meshinit wrote for the same cluster and host. */
  readonly isEarlier: (file: Examined) => boolean;
}

/** One call of the API that changes the release. */
export type Step =
  | { readonly does: 'upload'; readonly name: string; readonly file: WantedFile }
  | { readonly does: 'rename'; readonly asset: Asset; readonly to: string }
  | { readonly does: 'delete'; readonly asset: Asset; readonly why: string };

export interface Goal {
  /** Of the same rank: all are uploaded before the first one is swapped in. */
  readonly files: readonly WantedFile[];
  /** Assets to be gone once the files are in place, by their ids: under one id content never changes. */
  readonly surplus: ReadonlySet<number>;
}

/** GitHub's limit (docs.github.com, About releases). */
export const MOST_ASSETS = 1000;

/** What stands under a wanted file's name and is not ours to replace, in words; undefined where nothing does. */
export function foreignFault(assets: readonly Asset[], { files }: Goal): string | undefined {
  const wanted = new Map(files.map((file) => [file.name, file.sha256]));
  const foreign = assets.filter(
    ({ name, isComplete, isOurs, sha256 }) => wanted.has(name) && isComplete && !isOurs && sha256 !== wanted.get(name),
  );
  if (foreign.length === 0) return undefined;
  const [is, it] = foreign.length === 1 ? ['is a file', 'it'] : ['are files', 'them'];
  return `${foreign.map(({ name }) => name).join(' and ')} on the release ${is} that meshinit did not write for this cluster. Rename or delete ${it} there, or rename the cluster.`;
}

/**
 * The next steps from what is on the release towards the goal; none where it is reached. GitHub knows no exchange of
 * two names, and refuses a second file of one name. So the law is: nothing is deleted until the wanted file bears its
 * own name; until then the file before has its own name or the temporary one. It holds at every moment, since each
 * step alone keeps it, and depends on nothing but what is seen: a run that was cut short is taken up by the next.
 */
export function nextSteps(assets: readonly Asset[], goal: Goal): Step[] {
  const state = goal.files.map((file) => look(assets, file));
  const broken = state.flatMap(({ rubbish }) => rubbish);
  if (broken.length > 0) return broken.map((asset) => ({ does: 'delete', asset, why: 'its upload was incomplete' }));
  const pending = state.filter(({ isDone }) => !isDone);
  const lacking = pending.filter(({ fresh }) => !fresh);
  const ready = pending.filter(({ fresh }) => fresh);
  const room = MOST_ASSETS - assets.length;
  if (lacking.length > 0 && room > 0) {
    return lacking.slice(0, room).map(({ file }) => ({ does: 'upload', name: newName(file.name, file.sha256), file }));
  }
  if (ready.length > 0) return ready.flatMap(swap);
  return [...leftovers(assets, state), ...surplusOf(assets, goal)];
}

interface FileState {
  readonly file: WantedFile;
  /** What bears the file's own name. */
  readonly current: Asset | undefined;
  /** The wanted content under its temporary name, verified. */
  readonly fresh: Asset | undefined;
  readonly isDone: boolean;
  /** What stands in the way and is no file. */
  readonly rubbish: readonly Asset[];
}

function look(assets: readonly Asset[], file: WantedFile): FileState {
  const named = (name: string): Asset | undefined => assets.find((asset) => asset.name === name);
  const isWanted = (asset: Asset | undefined): boolean => asset?.isComplete === true && asset.sha256 === file.sha256;
  const current = named(file.name);
  const fresh = named(newName(file.name, file.sha256));
  const isDone = isWanted(current);
  return {
    file,
    current,
    fresh: isWanted(fresh) ? fresh : undefined,
    isDone,
    rubbish: [
      ...(fresh && !isDone && !isWanted(fresh) ? [fresh] : []),
      ...(current && !current.isComplete ? [current] : []),
    ],
  };
}

function swap({ file, current, fresh }: FileState): Step[] {
  if (!fresh) return [];
  return [
    ...(current ? [{ does: 'rename', asset: current, to: oldName(file.name, current.id) } as const] : []),
    { does: 'rename', asset: fresh, to: file.name },
  ];
}

/** What is under a temporary name of a file that is in place. */
function leftovers(assets: readonly Asset[], state: readonly FileState[]): Step[] {
  const done = new Set(state.filter(({ isDone }) => isDone).map(({ file }) => file.name));
  return assets
    .filter(({ name, isOurs }) => isOurs && done.has(temporaryName(name)?.of ?? ''))
    .map((asset) => ({ does: 'delete', asset, why: `${temporaryName(asset.name)?.of} is in place` }));
}

const surplusOf = (assets: readonly Asset[], { surplus }: Goal): Step[] =>
  assets
    .filter(({ id }) => surplus.has(id))
    .map((asset) => ({ does: 'delete', asset, why: 'the manifest no longer makes it' }));
