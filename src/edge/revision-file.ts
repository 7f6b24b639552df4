import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { UsageError } from './errors.ts';
import { lockNameOf } from './lock-file.ts';
import { type ManifestFile, readManifestFile } from './manifest-file.ts';

/**
 * A manifest by its path, or as it was in a revision of git's: `HEAD~1:cluster.yaml`, as `git show` takes it, with the
 * lock of the same revision.
 */
export function readRevision(name: string): ManifestFile {
  if (existsSync(name) && statSync(name).isDirectory()) {
    throw new UsageError(`${name} is a directory`, 'Give a manifest, or a revision of one: HEAD~1:meshinit.yaml.');
  }
  if (existsSync(name) || !/^[^/:][^:]*:.+$/.test(name)) return readManifestFile(name);
  const text = show(name);
  if (text === undefined)
    throw new UsageError(`git has no ${name}`, 'A revision is REVISION:PATH, as git show takes it.');
  return { name, text, lockPath: undefined, lock: show(lockNameOf(name)) };
}

/** What git has there, or undefined. A name that begins with a hyphen would be an option. */
function show(object: string): string | undefined {
  const { status, stdout, error } = spawnSync('git', ['show', '--end-of-options', object], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  if (error && 'code' in error && error.code === 'ENOENT') throw new UsageError('there is no git to ask');
  return status === 0 ? stdout : undefined;
}
