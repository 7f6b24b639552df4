import { sha256 } from '../../edge/sha256.ts';
import { type Batch, batchesOf } from '../../fleet/batches.ts';
import type { HostAnswer } from '../../fleet/host-answer.ts';
import { changingLinks, plannedEnds, renamedEnds, saidEnds, type TunnelEnds } from '../../fleet/tunnel-ends.ts';
import { trustPath } from '../../host/parts/overlay-files.ts';
import { loopFacts } from '../../mesh/loop-facts.ts';
import type { Cluster } from '../../mesh/mesh.ts';
import { seatRank } from '../../patch/seat-order.ts';
import type { Generations } from '../../pki/pki.ts';
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
  const sharesTrust = trustOf(fleet);
  const isOtherTrust = judged.some(({ task, answer }) => task === 'patch' && answer && !sharesTrust(answer));
  if ((isOtherLoops || isOtherTrust) && hosts.length > 0) return [{ hosts, isTorn: hosts.length > 1, pieces: 1 }];
  const trees = cluster.networks.filter(({ loops }) => loopFacts(loops.kind).healsIn > 0).map(({ name }) => name);
  const isTree = (network = cluster.networks[0].name): boolean => trees.includes(network);
  return batchesOf({ hosts, links, isTree, isParallel, ...overlayTurns(cluster, judged) });
}

/** An overlay's turns: whoever holds its state, by what each host has, and all of them at once where it begins. */
function overlayTurns(cluster: Cluster, judged: readonly Judged[]) {
  const byHost = new Map(judged.map((one) => [one.host, one]));
  const rank = (host: string): number => {
    const { before, answer } = byHost.get(host) ?? {};
    return seatRank(before?.cluster, cluster, host, answer?.host);
  };
  const begins = (host: string): boolean => {
    const before = byHost.get(host)?.before;
    return before !== undefined && !before.cluster.overlay;
  };
  return { rank, together: cluster.overlay?.seats.filter(begins) ?? [] };
}

/** Whether a network that both have changes its protection from loops. */
const hasOtherLoops = (before: Cluster, after: Cluster): boolean =>
  after.networks.some(({ name, loops }) => {
    const was = before.networks.find((network) => network.name === name);
    return was !== undefined && was.loops.kind !== loops.kind;
  });

/** Whether a host and those that are patched take each other for peers of the overlay: by the authorities that it says it trusts. */
function trustOf({ cluster: { overlay }, manifest: { keys } }: Fleet): (answer: HostAnswer) => boolean {
  if (!overlay || !keys) return () => true;
  const path = trustPath(overlay.engine);
  const shared = overlay.authorities.flatMap(({ generation }): Generations[] => [
    [generation],
    [generation, generation + 1],
    ...(generation > 0 ? [[generation - 1, generation] as const] : []),
  ]);
  const digests = new Set(shared.map((generations) => sha256(keys.pki.trusted(generations))));
  return ({ files }) => {
    const trusted = files.get(path);
    return trusted === undefined || digests.has(trusted);
  };
}
