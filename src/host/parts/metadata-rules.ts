import type { MetadataService } from '../../providers/metadata-service.ts';
import type { HostPlan } from '../host-plan.ts';

type Kept = Pick<HostPlan, 'keptServices'>;

/** DNS is often at the same address, and goes on. */
const DNS = 53;

const isIpv6 = ({ address }: MetadataService): boolean => address.includes(':');

/**
 * A chain of an nftables table: what is forwarded is no packet of the host's own, so it needs no names of devices, and a
 * refusal in a table of our own stands whatever Docker's tables accept. '' where containers are kept from nothing.
 */
export function metadataChain({ keptServices }: Kept): string {
  if (keptServices.length === 0) return '';
  const rules = keptServices.map((service) => {
    const ports = service.ports === undefined ? `!= ${DNS}` : `{ ${service.ports.join(', ')} }`;
    return `    ${isIpv6(service) ? 'ip6' : 'ip'} daddr ${service.address} tcp dport ${ports} reject with tcp reset\n`;
  });
  return `  chain forward {
    type filter hook forward priority filter - 10
    # Containers do not read the host's user-data.
${rules.join('')}  }
`;
}

/** One rule of iptables: the tool and the rule. */
export interface MetadataRule {
  readonly isIpv6: boolean;
  readonly rule: string;
}

/** Chain FORWARD of table mangle: that of the table filter is Docker's, which puts its own before all others at each start. */
export const metadataMatches = ({ keptServices }: Kept): MetadataRule[] =>
  keptServices.map((service) => {
    const { address, ports } = service;
    const match = ports === undefined ? `! --dport ${DNS}` : `-m multiport --dports ${ports.join(',')}`;
    return { isIpv6: isIpv6(service), rule: `-d ${address} -p tcp ${match} -j DROP` };
  });

/** The lines of firewalld's policy for all that is forwarded: the rich language knows no "all but". */
export function metadataRichRules({ keptServices }: Kept): string {
  const rules = keptServices.flatMap((service) => {
    const ports = service.ports ?? [`1-${DNS - 1}`, `${DNS + 1}-65535`];
    const family = `ipv${isIpv6(service) ? 6 : 4}`;
    return ports.map(
      (port) =>
        `  <rule family="${family}"><destination address="${service.address}"/><port port="${port}" protocol="tcp"/><reject/></rule>\n`,
    );
  });
  return rules.join('');
}
