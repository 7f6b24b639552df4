import { cidrText } from '../../addresses/cidr.ts';
import { type OpeningWords, openingIn } from '../../tunnels/opening.ts';
import { hasIpv6, networksWithIpv6 } from '../host-ipv6.ts';
import { type HostNetwork, type HostPlan, hasMesh, ownMasquerade } from '../host-plan.ts';
import { openingsIn } from '../openings-of.ts';
import type { Part } from '../part.ts';
import load from '../scripts/firewalld-direct.sh';
import { shellWord } from '../shell.ts';
import { apartMatches } from './apart.ts';
import { firewalldBase } from './firewalld-base.ts';
import { masqueraded6, strangersMatches } from './ipv6-rules.ts';
import { metadataMatches } from './metadata-rules.ts';

/**
 * firewalld from before 0.9, which has no policies, by the direct interface as seed 002 has it: the tunnels open to the
 * peers in the default zone, where everything else from outside is refused; what comes from the cluster's range is
 * trusted. Permanent, and by a reload at run time.
 */
export function firewalldDirectPart(plan: HostPlan): Part {
  const { functions, steps, ...base } = firewalldBase(plan);
  return {
    ...base,
    functions: [...functions, rules(plan), load],
    steps: [...steps, { phase: 'firewall', does: 'close the tunnels to strangers', run: 'load_firewall' }],
  };
}

/** What is there already is not put again: firewalld would write its files anew, and keep the former ones beside them. */
const put = (scope: string, kind: string, value: string): string =>
  `firewall-offline-cmd ${scope} --query-${kind}${value} >/dev/null ||\n    firewall-offline-cmd ${scope} --add-${kind}${value}`;

/** In the rich language. */
const WORDS: OpeningWords = {
  udp: (port) => `port port="${port}" protocol="udp"`,
  tcp: (port) => `port port="${port}" protocol="tcp"`,
  gre: 'protocol value="gre"',
  esp: 'protocol value="esp"',
};

function rules(plan: HostPlan): string {
  const open = plan.networks
    .filter(({ mesh }) => mesh.vlan === undefined)
    .flatMap((network) =>
      openingsIn(plan, network).map(
        (opening) =>
          `rule family="ipv${network.mesh.tunnel.family}" source ipset="${network.mesh.names.firewalld.ipset}" ${openingIn(WORDS, opening)} accept`,
      ),
    );
  const lines = [
    'zone=$(firewall-offline-cmd --get-default-zone)',
    ...open.map((rule) => put('--zone="$zone"', 'rich-rule=', shellWord(rule))),
    ...(hasMesh(plan) ? plan.networks.flatMap((network) => subnetRules(plan, network)) : []),
    ...keepContainers(plan),
    ...apartMatches(plan).map((rule) => put('--direct', 'rule', ` ipv4 mangle FORWARD 0 ${rule}`)),
    ...(hasIpv6(plan) ? ipv6Rules(plan) : []),
  ];
  return `put_rules() {\n${lines.map((line) => `  ${line}\n`).join('')}}\n`;
}

const ipv6Rules = (plan: HostPlan): string[] => [
  ...networksWithIpv6(plan).map(({ mesh }) => put('--zone=trusted', 'source=', mesh.subnet6?.text ?? '')),
  ...[...apartMatches(plan), ...strangersMatches(plan)].map((rule) =>
    put('--direct', 'rule', ` ipv6 mangle FORWARD 0 ${rule}`),
  ),
  ...masqueraded6(plan).map((to) =>
    put('--direct', 'rule', ` ipv6 nat POSTROUTING 0 -s ${to} ! -d ${to} -j MASQUERADE`),
  ),
];

/** Containers do not read the host's user-data. A kernel without IPv6 would take none of the rules. */
const keepContainers = (plan: HostPlan): string[] =>
  metadataMatches(plan).map(({ isIpv6, rule }) =>
    isIpv6
      ? `[ ! -e /proc/net/if_inet6 ] || ${put('--direct', 'rule', ` ipv6 mangle FORWARD 0 ${rule}`)}`
      : put('--direct', 'rule', ` ipv4 mangle FORWARD 0 ${rule}`),
  );

/** What comes from a network's range is trusted, and masqueraded where it leaves that. */
function subnetRules(plan: HostPlan, network: HostNetwork): string[] {
  const subnet = cidrText(network.mesh.subnet);
  const trusted = put('--zone=trusted', 'source=', subnet);
  if (!ownMasquerade(plan, network)) return [trusted];
  return [trusted, put('--direct', 'rule', ` ipv4 nat POSTROUTING 0 -s ${subnet} ! -d ${subnet} -j MASQUERADE`)];
}
