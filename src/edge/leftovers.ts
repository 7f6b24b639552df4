import { lstatSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isInUse, MARK } from './process-mark.ts';

/** What a file is called until it takes its place, and what was there from then until all is done. */
export const besideName = (name: string, state: 'new' | 'old', mark: string): string =>
  `.${name}.meshinit-${state}-${mark}`;

/** Earlier versions gave no mark. */
const BESIDE = new RegExp(`^\\.(.+)\\.meshinit-(?:new|old)(?:-(${MARK}))?$`);

/** Removes what killed runs left beside files of a directory. One that cannot be removed is no reason to fail. */
export function removeLeftovers(directory: string, isOurs: (name: string) => boolean): void {
  try {
    for (const file of readdirSync(directory)) {
      const [, name, mark] = BESIDE.exec(file) ?? [];
      if (name === undefined || !isOurs(name)) continue;
      const path = join(directory, file);
      const stat = lstatSync(path);
      if (!stat.isFile() || (mark !== undefined && isInUse(mark, () => Date.now() - stat.mtimeMs))) continue;
      rmSync(path, { force: true });
    }
  } catch {
    // The next run tries again.
  }
}
