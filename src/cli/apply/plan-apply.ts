import { type Batch, batchesOf } from '../../fleet/batches.ts';
import { changingLinks, plannedEnds, saidEnds, type TunnelEnds } from '../../fleet/tunnel-ends.ts';
import { loopFacts } from '../../mesh/loop-facts.ts';
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
      before ? renamed(plannedEnds(before.cluster, answer.host), nameOf) : saidEnds(answer, planned, nameOf),
    );
    // A host that is to be rebuilt stays as it is.
    young.set(host, task === 'rebuild' ? (old.get(host) ?? planned) : planned);
  }
  const loops = cluster.networks[0].loops.kind;
  const isOtherLoops = judged.some(({ before }) => before && before.cluster.networks[0].loops.kind !== loops);
  const links = changingLinks(old, young);
  if (isOtherLoops && hosts.length > 0) return [{ hosts, isTorn: hosts.length > 1, pieces: 1 }];
  return batchesOf({ hosts, links, isTree: loopFacts(loops).healsIn > 0, isParallel });
}

const renamed = (ends: TunnelEnds, nameOf: (name: string) => string): TunnelEnds =>
  new Map([...ends].map(([peer, end]) => [nameOf(peer), end]));
