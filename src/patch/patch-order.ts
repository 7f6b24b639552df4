import type { CompileOptions } from '../compile.ts';
import { type Diagnostic, hasErrors } from '../diagnostics/diagnostic.ts';
import { diff } from '../diff/diff.ts';
import type { Verdict } from '../diff/host-change.ts';
import { buildSide, formerName, type Side } from '../diff/side.ts';
import type { HostConfig } from '../host/host-config.ts';
import type { Cluster, Mesh } from '../mesh/mesh.ts';
import { changingLink, type HostKeys, type LinkSide, NO_KEYS, plannedKeys } from './link-keys.ts';
import { seatRank } from './seat-order.ts';
import { type ChangingLink, inTurns, Turns } from './turns.ts';

/** One host's turn. */
export interface PatchStep {
  readonly host: string;
  readonly verdict: Exclude<Verdict, 'unchanged'>;
  /** Into how many pieces the hosts that stay fall once this is done: 1 is what is hoped for. */
  readonly pieces: number;
  readonly why: readonly string[];
}

export interface PatchOrder {
  readonly diagnostics: { readonly before: readonly Diagnostic[]; readonly after: readonly Diagnostic[] };
  readonly steps: readonly PatchStep[];
}

/**
 * In which order a cluster's hosts come to its new manifest, so that those that stay are in one piece after every step,
 * as far as any order does that. New hosts come first, since their peers look for them; what goes, goes last.
 */
export function patchOrder(before: Side, after: Side, options: CompileOptions = {}): PatchOrder {
  const { diagnostics, hosts } = diff(before, after, options);
  if (hasErrors(diagnostics.before) || hasErrors(diagnostics.after)) return { diagnostics, steps: [] };
  const plans = plansOf(before, after, options);
  const turns = turnsOf(plans);
  const of = (...verdicts: Verdict[]) => hosts.filter(({ verdict }) => verdicts.includes(verdict));
  const step = ({ host, verdict, why }: (typeof hosts)[number]): PatchStep => ({
    host,
    verdict: verdict as PatchStep['verdict'],
    pieces: turns.pieces(),
    why,
  });
  const steps = of('new').map(step);
  const rank = rankOf(plans);
  inTurns(
    // Those of one rank stay in their order.
    of('patch', 'rebuild').toSorted((a, b) => rank(a.host) - rank(b.host)),
    ({ host }) => host,
    turns,
    (change) => steps.push(step(change)),
  );
  return { diagnostics, steps: [...steps, ...of('gone').map(step)] };
}

/** Both plans: of the former the numbers, of the new one its hosts too. */
interface Plans {
  readonly old: Cluster | undefined;
  readonly young: ReadonlyMap<string, HostConfig>;
  readonly cluster: Cluster | undefined;
}

function plansOf(before: Side, after: Side, given: CompileOptions): Plans {
  const options = { ...given, isTrial: true };
  const nobody = (): boolean => false;
  const { cluster, configs } = buildSide(after, options);
  return { old: buildSide(before, options, nobody).cluster, young: configs, cluster };
}

/** When a host's turn is in an overlay. */
function rankOf({ old, young, cluster }: Plans): (host: string) => number {
  return (host) => (cluster ? seatRank(old, cluster, host, formerOf(young.get(host), old)) : 0);
}

const formerOf = (config: HostConfig | undefined, old: Cluster | undefined): string | undefined =>
  config && formerName(config, (candidate) => old?.nodes.some((node) => node.name === candidate) ?? false);

/** The links of both plans, by the hosts' new names. */
function turnsOf({ old, young, cluster }: Plans): Turns {
  const names = new Map<string, string>();
  for (const [name, config] of young) {
    const former = formerOf(config, old);
    if (former !== undefined) names.set(former, name);
  }
  const isStaying = new Set(names.values());
  const none: Tunnels = new Map();
  const were = old ? tunnelsOf(old, (name) => names.get(name)) : none;
  const are = cluster ? tunnelsOf(cluster, (name) => (isStaying.has(name) ? name : undefined)) : none;
  const links = [...new Map([...were, ...are])].map(([key, link]) => changingLink(link, were.get(key), are.get(key)));
  return new Turns(links, [...isStaying]);
}

type Tunnels = ReadonlyMap<string, Tunnel>;

/** A link between two hosts, by their new names in order. */
interface Tunnel extends Pick<ChangingLink, 'network' | 'hosts'>, LinkSide {}

/** Those of all networks; links of a host without a new name are left out. */
function tunnelsOf(cluster: Cluster, nameOf: (name: string) => string | undefined): Tunnels {
  const keys = new Map(cluster.nodes.map((node) => [nameOf(node.name), plannedKeys(cluster, node)]));
  const tunnels = cluster.networks.flatMap((mesh, place) =>
    networkTunnels(mesh, keys, place === 0 ? undefined : mesh.name, nameOf),
  );
  return new Map(tunnels.map((tunnel) => [[tunnel.network, ...tunnel.hosts].join(' '), tunnel]));
}

/** @param keys by the hosts' new names */
function networkTunnels(
  mesh: Mesh,
  keys: ReadonlyMap<string | undefined, HostKeys>,
  network: string | undefined,
  nameOf: (name: string) => string | undefined,
): Tunnel[] {
  const { kind, key, port } = mesh.tunnel;
  const found = new Map<string, { hosts: readonly [string, string]; ends: string[] }>();
  for (const host of mesh.members) {
    const own = nameOf(host.name);
    for (const { peer, remote } of own === undefined ? [] : host.links) {
      const other = nameOf(peer.name);
      if (own === undefined || other === undefined) continue;
      const hosts: readonly [string, string] = own < other ? [own, other] : [other, own];
      const tunnel = found.get(hosts.join(' ')) ?? { hosts, ends: [] };
      tunnel.ends.push(`${own} to ${remote.address.text}`);
      found.set(hosts.join(' '), tunnel);
    }
  }
  return [...found.values()].map(({ hosts, ends }) => ({
    network,
    hosts,
    // Kind, key, port and the two ends.
    said: [kind, key ?? '', port ?? '', mesh.vlan ?? '', ...ends.toSorted()].join(' '),
    keys: [keys.get(hosts[1]) ?? NO_KEYS, keys.get(hosts[0]) ?? NO_KEYS],
  }));
}
