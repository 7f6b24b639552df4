import { isNamed } from '../../addresses/host-address.ts';
import type { HostPlan } from '../host-plan.ts';
import type { HostWireguard } from '../host-wireguard.ts';

type Encrypted = Pick<HostPlan, 'wireguard'>;

/** Its devices, as nftables matches them. */
export const WIREGUARD_NAMES = 'mi-wg*';

/**
 * Underlay addresses that WireGuard's packets come from; undefined where one is not known beforehand, that of a peer behind
 * NAT or with a name: then every address may send, and WireGuard answers none but its peers' keys.
 */
export function wireguardSources({ devices }: HostWireguard): readonly string[] | undefined {
  const endpoints = devices.flatMap(({ peers }) => peers.map(({ endpoint }) => endpoint));
  const known = endpoints.flatMap((endpoint) => (endpoint && !isNamed(endpoint) ? [endpoint.text] : []));
  return known.length === endpoints.length ? [...new Set(known)] : undefined;
}

export function wireguardSet({ wireguard }: Encrypted): string {
  const sources = wireguard && wireguardSources(wireguard);
  if (!sources) return '';
  const type = isIpv6(sources) ? 'ipv6_addr' : 'ipv4_addr';
  const elements = sources.length === 0 ? '' : `    elements = { ${sources.join(', ')} }\n`;
  return `  set wireguard {\n    type ${type}\n${elements}  }\n`;
}

/** For the chain of what comes in, after the tunnels' own rules. */
export function wireguardRules({ wireguard }: Encrypted): string[] {
  const sources = wireguard && wireguardSources(wireguard);
  if (!wireguard || !sources) return [];
  const match = `udp dport { ${wireguard.devices.map(({ port }) => port).join(', ')} }`;
  return [`${match} ${isIpv6(sources) ? 'ip6' : 'ip'} saddr @wireguard accept`, `${match} drop`];
}

/** Besides the route that leads nowhere: what keeps routes on a host may remove it. */
export function wireguardOutput({ wireguard }: Encrypted): string {
  if (!wireguard) return '';
  const { family, range } = wireguard;
  return `  chain output {
    type filter hook output priority filter
    # Nothing of the mesh leaves in clear text.
    oifname != "lo" oifname != "${WIREGUARD_NAMES}" ${family === 4 ? 'ip' : 'ip6'} daddr ${range} drop
  }
`;
}

const isIpv6 = (sources: readonly string[]): boolean => sources.some((address) => address.includes(':'));
