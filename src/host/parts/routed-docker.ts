import { cidrText } from '../../addresses/cidr.ts';
import { peersDevice } from '../../dataplanes/peers-device.ts';
import { isPlain } from '../../tunnels/tunnels.ts';
import { dockerFiltersIpv6, hasIpv6, ipv6Of } from '../host-ipv6.ts';
import { dockerNetwork, type HostPlan, keepsNftables, origins } from '../host-plan.ts';
import { LET_IN_OPTIONS } from '../let-in-options.ts';
import { type PlannedFile, textFile } from '../part.ts';
import letIn from '../scripts/routed-let-in.sh';
import letInNftables from '../scripts/routed-let-in-nftables.sh';
import { withPlaces } from '../shell.ts';
import { letInByIpv6 } from './routed-ipv6.ts';

/** Whether Docker has rules of its own that drop what is routed to a container. */
export const isKeptOut = ({ networks: [{ layout }], os }: HostPlan): boolean =>
  layout.isRouted && layout.isBuilt && os.docker.iptables !== false;

/** Shell that lets in what peers' routes bring, of IPv4 and of IPv6, before each start of Docker. */
export function letInShell(plan: HostPlan): { readonly ipv4: string; readonly ipv6: string } {
  if (!isKeptOut(plan)) return { ipv4: '', ipv6: '' };
  if (keepsNftables(plan)) return { ipv4: withPlaces(letInNftables, devicesByNftables(plan)), ipv6: '' };
  return { ipv4: letIn, ipv6: hasIpv6(plan) && dockerFiltersIpv6(plan) ? letInByIpv6(letIn) : '' };
}

/** nftables matches devices otherwise than iptables, for which TUNNEL is. */
function devicesByNftables({ networks: [{ mesh }] }: HostPlan): readonly (readonly [string, string])[] {
  if (!isPlain(mesh.tunnel.kind)) return [];
  const device = peersDevice(mesh);
  return [['iifname \\"$TUNNEL\\" ', device === '+' ? '' : `iifname \\"${device.replace('+', '*')}\\" `]];
}

/** Keys of daemon.json. */
export const letInOptions = (plan: HostPlan): Readonly<Record<string, string | boolean>> =>
  isKeptOut(plan) && keepsNftables(plan) ? LET_IN_OPTIONS : {};

const CHAINS = [
  ['filter', 'DOCKER-USER'],
  ['raw', 'PREROUTING'],
] as const;

/**
 * The two rules in iptables as firewalld keeps them (firewalld.direct(5)): its reload empties all tables of iptables, and Docker
 * then puts back its own alone.
 */
export function letInDirect(plan: HostPlan): PlannedFile[] {
  if (!isKeptOut(plan) || keepsNftables(plan)) return [];
  const rules = plan.networks.flatMap((network) => {
    const { mesh } = network;
    const ipv6 = dockerFiltersIpv6(plan) ? ipv6Of(network) : undefined;
    const blocks = [
      ['ipv4', cidrText(mesh.subnet), dockerNetwork(network)],
      ...(ipv6 ? [['ipv6', ipv6.subnet, ipv6.docker]] : []),
    ];
    return blocks.flatMap(([family, from, to]) =>
      CHAINS.map(
        ([table, chain]) =>
          `  <rule ipv="${family}" table="${table}" chain="${chain}" priority="0">-i ${peersDevice(mesh)} -s ${from} -d ${to} -j ACCEPT</rule>\n`,
      ),
    );
  });
  const chains = ['ipv4', ...(hasIpv6(plan) && dockerFiltersIpv6(plan) ? ['ipv6'] : [])].map(
    (family) => `  <chain ipv="${family}" table="filter" chain="DOCKER-USER"/>\n`,
  );
  const content = `<?xml version="1.0" encoding="utf-8"?>\n<direct>\n${chains.join('')}${rules.join('')}</direct>\n`;
  return [textFile('/etc/firewalld/direct.xml', content, [origins.firewall, ...origins.networks(plan)])];
}
