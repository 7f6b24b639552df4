/**
 * Whether a run is to prove everything, as CI's does: MESHINIT_TEST_ALL=1. Else it takes a part of the cases that are many
 * of a kind, so that `npm test` is soon over: what a test leaves out, it says by `thorough.ts`.
 */
export const isThorough = process.env['MESHINIT_TEST_ALL'] === '1';
