import { remembered } from '../remembered.ts';
import type { Membership, Mesh } from './mesh.ts';

const byName = remembered(({ members }: Mesh) => new Map(members.map((member) => [member.name, member])));

/** What a host has in a network; undefined where it is none of its members. */
export const membershipIn = (mesh: Mesh, host: string): Membership | undefined => byName(mesh).get(host);
