import { expect, test } from 'vitest';
import { compiled, filesOf, hostConfigs, textOf } from './support/hosts.ts';
import { manifestOf, pairwise, someCombinations, titleOf } from './support/matrix.ts';

test('the matrix has every legal pair of values, and few clusters', () => {
  const chosen = pairwise();
  expect(chosen.length).toBeLessThan(60);
  for (const combination of chosen) console.log(titleOf(combination));
});
