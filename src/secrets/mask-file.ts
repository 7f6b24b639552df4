import { maskText } from './mask.ts';
import { maskManifest } from './mask-manifest.ts';
import { SECRET_FILE } from './secret-facts.ts';
import type { Taint } from './taint.ts';

/** A host's file before and after a change, '' where there is none. */
export interface FileSides {
  readonly path: string;
  readonly before: string;
  readonly after: string;
  /** Whether nobody but its owner may read it on the host, on either side, and nothing else is known of it. */
  readonly isForOwner?: boolean;
  /** What came by `$secret` on either side. */
  readonly taints?: readonly Taint[];
}

/** Both sides for people, with neither's secrets. That only a secret differs is said, where else nothing would show. */
export function maskedSides({
  path,
  before,
  after,
  isForOwner = false,
  taints = [],
}: FileSides): Pick<FileSides, 'before' | 'after'> {
  const isAllSecret = (isForOwner && !isOptions(path)) || SECRET_FILE.test(path);
  // Whole secrets come first: what is left of one that is hidden in part is found no more.
  const [was, is] = [before, after]
    .map((text) => taints.reduce((hidden, taint) => taint.inFile(hidden), text))
    .map((text) => masked(path, text, isAllSecret)) as [string, string];
  return was === is && before !== after
    ? { before: was, after: `${is}(a secret in it differs)\n` }
    : { before: was, after: is };
}

function masked(path: string, text: string, isAllSecret: boolean): string {
  if (text === '') return '';
  if (isAllSecret) return '•••\n';
  return path.endsWith('.json') ? maskManifest(text) : maskText(text);
}

/** Docker's options, of which those that are no secrets say what changes. */
const isOptions = (path: string): boolean => path === '/etc/docker/daemon.json' || path === '/etc/default/docker';
