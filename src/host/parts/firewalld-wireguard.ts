import type { ManifestPath } from '../../diagnostics/diagnostic.ts';
import type { Opening } from '../../tunnels/opening.ts';
import { type HostNetwork, type HostPlan, origins } from '../host-plan.ts';
import type { HostWireguard } from '../host-wireguard.ts';
import { openingsIn, openingsOf } from '../openings-of.ts';
import { type PlannedFile, textFile } from '../part.ts';
import { WIREGUARD_DEVICES } from '../wireguard-devices.ts';
import { firewalldOrigins } from './firewalld-base.ts';
import {
  accepted,
  acceptedFromAll,
  dropped,
  entryOf,
  HEAD,
  ipsetText,
  type Named,
  policyFile,
} from './firewalld-rules.ts';
import { wireguardSources } from './wireguard-rules.ts';

/** Zone of WireGuard's devices, and set of the underlay addresses that its packets come from. */
export const WIREGUARD_ZONE = 'meshinit-wg';

const ORIGINS: readonly ManifestPath[] = [origins.firewall, ['encryption']];

interface FirewalldWireguard {
  readonly policies: readonly Named[];
  /** Names of sets. */
  readonly sets: readonly string[];
  readonly files: readonly PlannedFile[];
  /** `zone=device`, as firewalld is asked for them. */
  readonly bound: readonly string[];
}

/** What a tunnel's packets and WireGuard's own pass. */
export function firewalldWireguard(plan: HostPlan, wireguard: HostWireguard): FirewalldWireguard {
  const sources = wireguardSources(wireguard);
  const family = sources?.some((address) => address.includes(':')) ? 6 : 4;
  const set =
    sources &&
    textFile(`/etc/firewalld/ipsets/${WIREGUARD_ZONE}.xml`, ipsetText(family, sources.map(entryOf).join('')), [
      ...ORIGINS,
      ...origins.peers(plan),
    ]);
  const zone = `${HEAD}<zone>
  <short>${WIREGUARD_ZONE}</short>
  <description>WireGuard under the tunnels</description>
${WIREGUARD_DEVICES.map((device) => `  <interface name="${device}"/>\n`).join('')}</zone>
`;
  return {
    policies: [
      ...plan.networks.filter(({ mesh }) => mesh.vlan === undefined).map((network) => inner(plan, network)),
      outer(plan, wireguard, sources && family),
    ],
    sets: set ? [WIREGUARD_ZONE] : [],
    files: [...(set ? [set] : []), textFile(`/etc/firewalld/zones/${WIREGUARD_ZONE}.xml`, zone, ORIGINS)],
    bound: WIREGUARD_DEVICES.map((device) => `${WIREGUARD_ZONE}=${device}`),
  };
}

/** A tunnel's packet has come out of WireGuard, which vouches for its source. */
function inner(plan: HostPlan, network: HostNetwork): Named {
  const { names, tunnel } = network.mesh;
  const openings = openingsIn(plan, network);
  const content = `${HEAD}<policy priority="-20" target="CONTINUE">
  <short>Tunnels of the mesh: open only to peers, through WireGuard</short>
  <ingress-zone name="${WIREGUARD_ZONE}"/>
  <egress-zone name="HOST"/>
${openings.map((opening) => accepted(opening, tunnel.family, names.firewalld.ipset)).join('')}</policy>
`;
  return policyFile(names.firewalld.tunnels, content, firewalldOrigins(network));
}

/**
 * What comes another way is no tunnel's.
 * @param family of the peers' addresses; undefined where one is not known beforehand
 */
function outer(plan: HostPlan, { devices }: HostWireguard, family: 4 | 6 | undefined): Named {
  const ports = devices.map(({ port }): Opening => ({ protocol: 'udp', port }));
  const rules = [
    ...openingsOf(plan).map(({ opening }) => dropped(opening)),
    ...ports.map((port) => (family ? accepted(port, family, WIREGUARD_ZONE) + dropped(port) : acceptedFromAll(port))),
  ];
  const content = `${HEAD}<policy priority="-10" target="CONTINUE">
  <short>WireGuard of the mesh: open only to peers</short>
  <ingress-zone name="ANY"/>
  <egress-zone name="HOST"/>
${rules.join('')}</policy>
`;
  return policyFile('meshinit-outside', content, [...ORIGINS, ...origins.peers(plan)]);
}
