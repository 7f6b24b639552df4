import type { Membership, Mesh } from './mesh.ts';

// Ten thousand hosts are looked up ten thousand times.
const indices = new WeakMap<Mesh, ReadonlyMap<string, Membership>>();

/** What a host has in a network; undefined where it is none of its members. */
export function membershipIn(mesh: Mesh, host: string): Membership | undefined {
  const index = indices.get(mesh) ?? new Map(mesh.members.map((member) => [member.name, member]));
  indices.set(mesh, index);
  return index.get(host);
}
