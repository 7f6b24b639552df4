import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, posix } from 'node:path';
import { MOST_BESIDE, type ReadBeside, TOO_LARGE } from './beside.ts';
import { UsageError } from './errors.ts';
import { lockNameOf } from './lock-name.ts';
import { type ManifestFile, readManifestFile } from './manifest-file.ts';

/** Whether it is `REVISION:PATH`, and no file that is called so. */
export const isRevision = (name: string): boolean => !existsSync(name) && /^[^/:][^:]*:.+$/.test(name);

/**
 * A manifest by its path, or as it was in a revision of git's: `HEAD~1:cluster.yaml`, as `git show` takes it, with the
 * lock of the same revision.
 * @param input all of standard input, for the path `-`
 */
export function readRevision(name: string, input?: () => Uint8Array): ManifestFile {
  if (existsSync(name) && statSync(name).isDirectory()) {
    throw new UsageError(`${name} is a directory`, 'Pass a manifest, or a revision of one: HEAD~1:meshinit.yaml.');
  }
  if (!isRevision(name)) return readManifestFile(name, input);
  const text = show(name);
  if (text === undefined)
    throw new UsageError(`git has no ${name}`, 'Write a revision as REVISION:PATH, as for git show.');
  const [, revision = '', path = ''] = /^([^:]*):(.+)$/.exec(name) ?? [];
  const folder = posix.dirname(/^\.{1,2}\//.test(path) ? posix.join(prefixOf('.'), path) : path);
  const manifestName = posix.basename(path);
  return {
    name,
    text,
    lockPath: undefined,
    lock: show(lockNameOf(name)),
    manifestName,
    readBeside: readerAt(revision, folder),
  };
}

/** What the last commit has of a manifest that is there, and of its lock; undefined where no commit has it. */
export const readHead = (file: ManifestFile): ManifestFile | undefined => readCommit(file, 'HEAD');

function readCommit({ name, lockPath }: ManifestFile, commit: string): ManifestFile | undefined {
  if (lockPath === undefined) return undefined;
  // Of a link git keeps where it leads, not what is there.
  const path = realpathSync(name);
  const text = committed(path, commit);
  if (text === undefined) return undefined;
  const readBeside = readerAt(commit, prefixOf(dirname(path)), dirname(path));
  return {
    ...{ name: `${commit}:${name}`, text, lockPath: undefined, lock: committed(lockPath, commit) },
    ...{ manifestName: basename(path), readBeside },
  };
}

/** A manifest as a commit has it. */
export interface Committed {
  /** Abbreviated, as git shows it. */
  readonly commit: string;
  readonly file: ManifestFile;
}

/**
 * Commits that changed a manifest, its lock or what it refers to, the newest first, read one by one. None without git.
 * @param named files that the manifest names, by their paths from its directory
 */
export function* historyOf(file: ManifestFile, named: readonly string[], most: number): Generator<Committed> {
  if (file.lockPath === undefined) return;
  const paths = [basename(realpathSync(file.name)), basename(file.lockPath), ...named];
  const words = ['--literal-pathspecs', 'log', `-n${most}`, '--format=%h', '--', ...paths];
  const commits = git(words, dirname(realpathSync(file.name)));
  for (const commit of commits?.split('\n').filter(Boolean) ?? []) {
    const found = readCommit(file, commit);
    if (found) yield { commit, file: found };
  }
}

/** The file of the work tree that a revision's path names: from the top of the tree, as git reads it. */
export function workTreePath(revision: string): string {
  const path = revision.slice(revision.indexOf(':') + 1);
  if (/^\.{1,2}\//.test(path)) return path;
  return join(git(['rev-parse', '--show-cdup'])?.trim() ?? '', path);
}

/** A folder's path from the top of its work tree, '' or with a slash at its end. */
const prefixOf = (folder: string): string => git(['rev-parse', '--show-prefix'], folder)?.trim() ?? '';

/**
 * Reads what a manifest names as it was in its revision.
 * @param directory the manifest's, from the top of the tree
 * @param folder in the work tree
 */
function readerAt(revision: string, directory: string, folder = '.'): ReadBeside {
  return (name) => {
    const path = posix.join(directory, name);
    if (path.startsWith('../')) return { fault: 'is outside of the project' };
    const entry = git(['ls-tree', '-l', '--full-tree', '-z', '--end-of-options', revision, path], folder) ?? '';
    const [, mode = '', kind, object = '', size] = /^(\d+) (\w+) ([0-9a-f]+) +(\d+|-)\t/.exec(entry) ?? [];
    if (mode === '') return undefined;
    if (kind !== 'blob') return { fault: 'is a directory' };
    if (mode === '120000') return { fault: 'is a link in git' };
    if (Number(size) > MOST_BESIDE) return { fault: TOO_LARGE };
    return git(['cat-file', 'blob', object], folder);
  };
}

/** What git has there, or undefined. A name that begins with a hyphen would be an option. */
const show = (object: string, folder = '.'): string | undefined => git(['show', '--end-of-options', object], folder);

const committed = (path: string, commit: string): string | undefined =>
  show(`${commit}:./${basename(path)}`, dirname(path));

/** What git says, or undefined where it fails. */
function git(args: readonly string[], folder = '.'): string | undefined {
  const { status, stdout, error } = spawnSync('git', args, {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  if (error && 'code' in error && error.code === 'ENOENT') throw new UsageError('git is not installed');
  return status === 0 ? stdout : undefined;
}
