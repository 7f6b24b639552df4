import { lstatSync, readdirSync, realpathSync } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { InputError } from './input-error.ts';

/** Parts of a path below the working directory; undefined for one elsewhere, which the workflow alone can have named. */
function partsInside(path: string): string[] | undefined {
  const inside = relative(process.cwd(), resolve(path));
  return inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside) ? undefined : inside.split(sep);
}

/**
 * Refuses to write where a commit can choose the place: a pull request may bring any part of a path as a link, and what
 * is written or removed through it lies elsewhere.
 * @throws InputError that names the link
 */
export function refuseLinks(input: string, paths: readonly string[]): void {
  for (const path of paths) {
    const parts = partsInside(path) ?? [];
    for (const end of parts.keys()) {
      const part = join(...parts.slice(0, end + 1));
      if (isLink(part))
        throw new InputError(input, `${part} is a link; the action does not write through or over links`);
    }
  }
}

/** The same for a directory and all that is in it. */
export function refuseLinksIn(input: string, directory: string): void {
  refuseLinks(input, [directory, ...entriesOf(directory).map((name) => join(directory, name))]);
}

/** @throws InputError where a path in the workspace leads to a file outside of it */
export function refuseOutside(input: string, path: string): void {
  if (!partsInside(path)) return;
  const target = realPath(path);
  const root = realPath(process.cwd());
  if (target === undefined || root === undefined || target.startsWith(join(root, sep))) return;
  throw new InputError(input, `${path} leaves the workspace through a link`);
}

function entriesOf(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch {
    // What is not there is made; why it cannot be, its maker says.
    return false;
  }
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    // Whoever reads it says why that fails.
    return undefined;
  }
}
