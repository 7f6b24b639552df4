import type { Layout } from './ids.ts';
import type { LayoutFacts } from './layout.ts';
import { none } from './none.ts';
import { perHost } from './per-host.ts';
import { routed } from './routed.ts';
import { shared } from './shared.ts';

/**
 * Every layout by its id: one that has no file, or another's, does not compile. Adding one: its file, its import and its
 * place here; its id in `ids.ts`.
 */
const byId: Readonly<Record<Layout, LayoutFacts>> = { shared, 'per-host': perHost, routed, none } as const satisfies {
  readonly [Id in Layout]: LayoutFacts & { readonly layout: Id };
};

export const layoutOf = (id: Layout): LayoutFacts => byId[id];
