import type { CompileOptions } from '../compile.ts';
import { type Diagnostic, hasErrors } from '../diagnostics/diagnostic.ts';
import { MOST_LINKS } from '../mesh/plan-mesh.ts';
import type { HostChange } from './host-change.ts';
import { planChange } from './plan-change.ts';
import { buildSide, formerName, type Side } from './side.ts';

export interface Difference {
  /** What is wrong with either manifest. With an error there is nothing else. */
  readonly diagnostics: { readonly before: readonly Diagnostic[]; readonly after: readonly Diagnostic[] };
  /** Every host of both, those that stay in the new manifest's order, then those that are gone. */
  readonly hosts: readonly HostChange[];
}

/** What a changed manifest asks of each host. Pure, like `compile`. */
export function diff(before: Side, after: Side, given: CompileOptions = {}): Difference {
  const options = { mostLinks: MOST_LINKS, ...given, isTrial: true };
  const old = buildSide(before, options);
  const young = buildSide(after, options);
  const diagnostics = { before: old.diagnostics, after: young.diagnostics };
  if (hasErrors(old.diagnostics) || hasErrors(young.diagnostics)) return { diagnostics, hosts: [] };
  const stays = new Set<string>();
  const changes = [...young.configs.values()].map((config) => {
    const former = formerName(config, (name) => old.configs.has(name));
    if (former === undefined) return planChange(undefined, config);
    stays.add(former);
    return planChange(old.configs.get(former), config);
  });
  const gone = [...old.configs].filter(([name]) => !stays.has(name)).map(([, config]) => planChange(config, undefined));
  return { diagnostics, hosts: [...changes, ...gone] };
}
