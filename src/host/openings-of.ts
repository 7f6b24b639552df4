import { cidrText } from '../addresses/cidr.ts';
import type { Mesh } from '../mesh/mesh.ts';
import { overlayOpenings } from '../mesh/overlay.ts';
import type { Opening } from '../tunnels/opening.ts';
import type { HostNetwork, HostPlan } from './host-plan.ts';

/** What a host lets in, and whose peers are let in. */
export interface HostOpening {
  readonly opening: Opening;
  readonly meshes: readonly Mesh[];
}

type Plan = Pick<HostPlan, 'networks' | 'cluster' | 'node'>;

/** What a host lets in from its peers in a network: for tunnels, unless they are another's, and for Docker's own overlay. */
export function openingsIn({ networks, cluster: { overlay }, node }: Plan, { mesh }: HostNetwork): Opening[] {
  return [
    ...(mesh.vlan === undefined ? mesh.openings : []),
    // Every host is in the main one.
    ...(overlay && mesh === networks[0].mesh ? overlayOpenings(overlay, node.name) : []),
  ];
}

/** Each opening once, though several networks need it: who is none of their peers is turned away after all of these. */
export function openingsOf(plan: Plan): HostOpening[] {
  const found = new Map<string, { readonly opening: Opening; readonly meshes: Mesh[] }>();
  for (const network of plan.networks) {
    for (const opening of openingsIn(plan, network)) {
      const key = JSON.stringify(opening);
      const known = found.get(key) ?? { opening, meshes: [] };
      known.meshes.push(network.mesh);
      found.set(key, known);
    }
  }
  return [...found.values()];
}

/** Where hosts may come from that no list has yet: one block, or none. */
export const newcomers = ({ cluster: { control } }: Pick<HostPlan, 'cluster'>): string[] =>
  control?.range ? [cidrText(control.range)] : [];
