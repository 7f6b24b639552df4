import { type Batch, batchesOf } from '../../fleet/batches.ts';
import { changingLinks, plannedEnds, renamedEnds, saidEnds, type TunnelEnds } from '../../fleet/tunnel-ends.ts';
import { loopFacts } from '../../mesh/loop-facts.ts';
import type { Cluster } from '../../mesh/mesh.ts';
import type { Fleet } from '../fleet.ts';
import { type Judged, namesOf } from './judge-hosts.ts';

/** In which order the hosts that need a patch get it, by what they say that they have. */
export function planApply(fleet: Fleet, judged: readonly Judged[], isParallel: boolean): Batch[] {
  const { cluster } = fleet;
  const hosts = judged.filter(({ task }) => task === 'patch').map(({ host }) => host);
  const newNames = new Map(judged.flatMap(({ host }) => namesOf(fleet, host).map((name) => [name, host] as const)));
  const old = new Map<string, TunnelEnds>();
  const young = new Map<string, TunnelEnds>();
  for (const { host, answer, task, before } of judged) {
    if (!answer) continue;
    const planned = plannedEnds(cluster, host);
    const nameOf = (name: string): string => newNames.get(name) ?? name;
    old.set(
      host,
      before ? renamedEnds(plannedEnds(before.cluster, answer.host), nameOf) : saidEnds(answer, planned, nameOf),
    );
    // A host that is to be rebuilt stays as it is.
    young.set(host, task === 'rebuild' ? (old.get(host) ?? planned) : planned);
  }
  const isOtherLoops = judged.some(({ before }) => before && hasOtherLoops(before.cluster, cluster));
  const links = changingLinks(old, young);
  if (isOtherLoops && hosts.length > 0) return [{ hosts, isTorn: hosts.length > 1, pieces: 1 }];
  const trees = cluster.networks.filter(({ loops }) => loopFacts(loops.kind).healsIn > 0).map(({ name }) => name);
  const isTree = (network = cluster.networks[0].name): boolean => trees.includes(network);
  return batchesOf({ hosts, links, isTree, isParallel });
}

/** Whether a network that both have changes its protection from loops. */
const hasOtherLoops = (before: Cluster, after: Cluster): boolean =>
  after.networks.some(({ name, loops }) => {
    const was = before.networks.find((network) => network.name === name);
    return was !== undefined && was.loops.kind !== loops.kind;
  });
