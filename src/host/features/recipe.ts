import type { PartsOf } from '../parts-of.ts';

/**
 * How a system does what was decided for the host.
 * @throws Error where it cannot: the rules refuse such a manifest, so the fault is ours
 */
export function recipe<Id extends string>(recipes: Readonly<Partial<Record<Id, PartsOf>>>, id: Id): PartsOf {
  const found = recipes[id];
  if (!found) throw new Error(`the system has no ${id}`);
  return found;
}
