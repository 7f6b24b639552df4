import { type StackId, stackIds } from './ids.ts';
import { ifcfg } from './ifcfg.ts';
import { ifupdown } from './ifupdown.ts';
import type { StackFacts } from './stack.ts';
import { systemd } from './systemd.ts';

/**
 * Every stack by its id: one that has no file, or another's, does not compile. Adding one: its file, its import and its
 * place here; its id in `ids.ts`; its parts in each system that has it.
 */
const byId: Readonly<Record<StackId, StackFacts>> = { ifupdown, ifcfg, systemd } as const satisfies {
  readonly [Id in StackId]: StackFacts & { readonly stack: Id };
};

export const stacks: readonly StackFacts[] = stackIds.map((id) => byId[id]);

export const stackFacts = (id: StackId): StackFacts => byId[id];
