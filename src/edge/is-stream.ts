import { readlinkSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/** Names of a process's open files: `/dev/stdin` may lead to a regular file, and yet nothing belongs beside it. */
const DESCRIPTOR = /^\/(dev\/(stdin|stdout|stderr|fd\/)|proc\/)/;
/** As many links as Linux follows (path_resolution(7)). */
const MOST_LINKS = 40;

/** Whether a path leads to what comes and goes, as a pipe, and not to a file that others can be kept beside. */
export function isStream(path: string): boolean {
  try {
    const stat = statSync(path);
    return leadsToDescriptor(path) || !(stat.isFile() || stat.isDirectory());
  } catch {
    // Whoever reads it says why that fails.
    return false;
  }
}

function leadsToDescriptor(path: string): boolean {
  let place = resolve(path);
  for (let links = 0; links < MOST_LINKS; links += 1) {
    if (DESCRIPTOR.test(place)) return true;
    place = join(realpathSync(dirname(place)), basename(place));
    if (DESCRIPTOR.test(place)) return true;
    const target = targetOf(place);
    if (target === undefined) return false;
    place = resolve(dirname(place), target);
  }
  return false;
}

/** Where a symbolic link leads; undefined for anything else. */
function targetOf(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}
