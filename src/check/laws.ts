import type { Law } from '../diagnostics/diagnostic.ts';
import { allowLaws } from './allow.ts';
import { rules } from './rules.ts';

/** Every law of this stage, in the order of their codes. */
export const checkLaws: readonly Law[] = [...rules.map(({ law }): Law => law), ...allowLaws].toSorted((a, b) =>
  a.code < b.code ? -1 : 1,
);
