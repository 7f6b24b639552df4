import { it } from 'vitest';
import { isThorough } from './is-thorough.ts';

/**
 * Stands for the tests of a lane that this machine cannot run: skipped and named at the end of the run, and failed where
 * MESHINIT_TEST_ALL=1 (as in CI) takes no excuse.
 */
export function refuse(lane: string, missing: readonly string[]): void {
  const reason = `the ${lane} lane needs ${missing.join(', ')}`;
  if (isThorough) {
    it('can run on this machine', () => {
      throw new Error(reason);
    });
  } else {
    console.warn(`\n*** NOT TESTED: ${reason} ***\n`);
    it(`NOT TESTED: ${reason}`, ({ skip }) => skip(reason));
  }
}
