import type { Mesh } from '../mesh.ts';
import type { Pair } from '../pair.ts';
import { hubsOf } from '../survive/hub-pairs.ts';
import { isFull, neighbours } from '../topology.ts';
import { connectivity, survivesByHubs } from './connectivity.ts';
import { countSets, everySet, someSets } from './failures.ts';
import { Hops } from './hops.ts';

/** What a mesh keeps when hosts die: computed from its links, whatever made them. */
export interface Proof {
  /** Whichever this many hosts die, the others are in one piece; undefined where that takes too long to compute. */
  readonly survives: number | undefined;
  /** Most bridges on a shortest way, ends counted; undefined for a mesh too large to look at. */
  readonly bridges: number | undefined;
  /** The same after deaths; undefined where none is survived. */
  readonly after:
    | { readonly deaths: number; readonly bridges: number; readonly tried: number; readonly all: boolean }
    | undefined;
}

/** Operations on 32 pairs of hosts that the search for the worst deaths may take: a second or two. */
const MOST_STEPS = 4e8;
/** More hosts than that would take more than 200 MB. */
const MOST_HOSTS = 20_000;
const FEWEST_SAMPLES = 3;

export function proveMesh(mesh: Mesh): Proof {
  const hosts = mesh.members.length;
  // Nothing to compute, nor a list of what fifty million links join.
  if (mesh.topology.topology === 'full' && isFull(mesh.linkCount, hosts)) {
    return { survives: Math.max(0, hosts - 2), bridges: Math.min(2, hosts), after: undefined };
  }
  const index = new Map(mesh.members.map(({ name }, place) => [name, place]));
  const pairs = mesh.links.map(({ hosts: [a, b] }): Pair => [index.get(a) ?? 0, index.get(b) ?? 0]);
  const lists = neighbours(hosts, pairs);
  const survives = deathsSurvived(mesh, lists);
  if (lists.length > MOST_HOSTS) return { survives, bridges: undefined, after: undefined };
  const hops = new Hops(lists);
  const most = hops.most();
  return {
    survives,
    bridges: most === undefined ? undefined : most + 1,
    after: afterDeaths(mesh, lists, hops, survives),
  };
}

function deathsSurvived(
  { topology: { topology }, members }: Mesh,
  lists: readonly (readonly number[])[],
): number | undefined {
  const computed = connectivity(lists);
  if (computed !== undefined) return Math.max(0, computed - 1);
  if (typeof topology !== 'object' || !('survive' in topology)) return undefined;
  const order = members.map(({ number }, place) => ({ number, place })).toSorted((a, b) => a.number - b.number);
  const hubs = hubsOf(
    order.map(({ number }) => number),
    topology.survive,
  ).map((hub) => order[hub]?.place ?? 0);
  return survivesByHubs(lists, hubs, topology.survive) ? topology.survive : undefined;
}

function afterDeaths(
  { topology: { topology } }: Mesh,
  lists: readonly (readonly number[])[],
  hops: Hops,
  survives: number | undefined,
): Proof['after'] {
  const asked = typeof topology === 'object' && 'survive' in topology ? topology.survive : survives;
  const deaths = Math.min(asked ?? 0, survives ?? 0);
  // In a full mesh two hosts that are left have their own link.
  if (deaths === 0 || topology === 'full') return undefined;
  const links = lists.reduce((sum, list) => sum + list.length, 0);
  const budget = Math.floor(MOST_STEPS / (5 * (links + lists.length) * Math.ceil(lists.length / 32)));
  const total = countSets(lists.length, deaths);
  const all = total <= budget;
  const tried = all ? total : Math.max(FEWEST_SAMPLES, Math.min(budget, 3000));
  let bridges = 0;
  for (const dead of all ? everySet(lists.length, deaths) : someSets(lists, deaths, tried)) {
    const most = hops.most(new Set(dead));
    if (most === undefined) throw new Error(`the mesh is in pieces without hosts ${dead.join(', ')}`);
    bridges = Math.max(bridges, most + 1);
  }
  return { deaths, bridges, tried, all };
}
