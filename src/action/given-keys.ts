import { seedOf } from '../edge/seed-file.ts';
import type { Keys } from '../keys/keys.ts';
import { keysFrom } from '../keys/keys-from.ts';
import type { Inputs } from './inputs.ts';

/** What the input `seed` gives. */
export const givenKeys = ({ seed }: Pick<Inputs, 'seed'>): Keys | undefined =>
  seed === undefined ? undefined : keysFrom(seedOf(seed, 'the input seed'));
