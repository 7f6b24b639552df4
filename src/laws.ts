import { checkLaws } from './check/laws.ts';
import type { Law } from './diagnostics/diagnostic.ts';
import { documentLaws } from './document/laws.ts';
import { manifestLaws } from './manifest/laws.ts';
import { meshLaws } from './mesh/laws.ts';
import { projectLaws } from './project/laws.ts';

/** Every law of every stage, in the order of the codes: what `docs/errors.md` is made from. */
export const laws: readonly Law[] = [
  ...manifestLaws,
  ...checkLaws,
  ...meshLaws,
  ...documentLaws,
  ...projectLaws,
].toSorted((a, b) => (a.code < b.code ? -1 : 1));
