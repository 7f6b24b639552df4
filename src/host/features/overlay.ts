import type { EngineId } from '../../overlay/ids.ts';
import { storeParts } from '../parts/overlay-store.ts';
import { swarmParts } from '../parts/overlay-swarm.ts';
import type { PartsOf } from '../parts-of.ts';

/** What each engine of Docker's own overlay adds to a host. */
const byEngine: Readonly<Record<EngineId, PartsOf>> = {
  swarm: swarmParts,
  store: storeParts,
};

/** Docker's own overlay. */
export const overlay: PartsOf = (plan) => {
  const planned = plan.cluster.overlay;
  return planned ? byEngine[planned.engine](plan) : [];
};
