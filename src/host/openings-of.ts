import type { Mesh } from '../mesh/mesh.ts';
import type { Opening } from '../tunnels/opening.ts';
import type { HostPlan } from './host-plan.ts';

/** What a host lets in, and whose peers are let in. */
export interface HostOpening {
  readonly opening: Opening;
  readonly meshes: readonly Mesh[];
}

/** Each opening once, though several networks need it: who is none of their peers is turned away after all of these. */
export function openingsOf({ networks }: Pick<HostPlan, 'networks'>): HostOpening[] {
  const found = new Map<string, { readonly opening: Opening; readonly meshes: Mesh[] }>();
  for (const { mesh } of networks) {
    // It has no tunnels of its own.
    if (mesh.vlan !== undefined) continue;
    for (const opening of mesh.openings) {
      const key = JSON.stringify(opening);
      const known = found.get(key) ?? { opening, meshes: [] };
      known.meshes.push(mesh);
      found.set(key, known);
    }
  }
  return [...found.values()];
}
