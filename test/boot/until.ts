import { setTimeout as sleep } from 'node:timers/promises';

/** Longer than anything that goes well takes on a slow machine, in ms: a guard against hangs. */
const LONGEST = 13 * 60_000;

/** Asks again and again until the answer is yes. */
export async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + LONGEST;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`waited in vain until ${what}`);
    await sleep(1000);
  }
}
