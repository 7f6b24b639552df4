import { lstatSync } from 'node:fs';

/** Whether anything is at a path, a link that leads nowhere too. Where it cannot be looked at, the writing says why. */
export function isThere(path: string): boolean {
  try {
    lstatSync(path);
    return true;
  } catch {
    return false;
  }
}
