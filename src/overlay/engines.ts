import type { EngineFacts } from './engine.ts';
import type { EngineId } from './ids.ts';
import { store } from './store.ts';
import { swarm } from './swarm.ts';

/**
 * Every engine by its id: one that has no file, or another's, does not compile. Adding one: its file, its import and its
 * place here; its id in `ids.ts`; what it adds to hosts in `src/host/features/overlay.ts`.
 */
const byId: Readonly<Record<EngineId, EngineFacts>> = { swarm, store } as const satisfies {
  readonly [Id in EngineId]: EngineFacts & { readonly engine: Id };
};

export const engines: readonly EngineFacts[] = Object.values(byId);

export const engineOf = (id: EngineId): EngineFacts => byId[id];
