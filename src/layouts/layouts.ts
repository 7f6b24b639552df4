import type { LayoutFacts } from './layout.ts';
import { perHost } from './per-host.ts';
import { shared } from './shared.ts';

/** Every layout, the default first. Adding one: its file, its import and its place here. */
export const layouts = [shared, perHost] as const satisfies readonly LayoutFacts[];

export type Layout = (typeof layouts)[number]['layout'];

export const layoutIds = layouts.map((facts) => facts.layout);

export function layoutOf(id: Layout): LayoutFacts {
  const facts = layouts.find(({ layout }) => layout === id);
  if (!facts) throw new Error(`layout ${id} is in no list`);
  return facts;
}
