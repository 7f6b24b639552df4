import { cidrText } from '../../addresses/cidr.ts';
import { byPeer } from '../../mesh/by-peer.ts';
import type { Mesh } from '../../mesh/mesh.ts';
import { placed, programPath } from '../../os/places.ts';
import { isClosed, type OpeningWords, openingIn } from '../../tunnels/opening.ts';
import { hasNames } from '../features/names.ts';
import { forNetworks, hasFurther } from '../further-networks.ts';
import { type HostNetwork, type HostPlan, origins, ownMasquerade } from '../host-plan.ts';
import { newcomers, openingsOf } from '../openings-of.ts';
import { type Part, scriptFile, textFile } from '../part.ts';
import fill from '../scripts/nftables-fill.sh';
import loadHead from '../scripts/nftables-head.sh';
import loadNamed from '../scripts/nftables-names.sh';
import { apartChain } from './apart.ts';
import { masqueradeLines6, strangersChain } from './ipv6-rules.ts';
import { metadataChain } from './metadata-rules.ts';
import { carriedChain } from './routed-wireguard.ts';
import { WIREGUARD_NAMES, wireguardOutput, wireguardRules, wireguardSet } from './wireguard-rules.ts';

const RULES = '/etc/meshinit/firewall.nft';

const unit = (load: string): string => `[Unit]
Description=meshinit: the tunnels are open only to peers
# That flushes every table, ours too.
PartOf=nftables.service
ReloadPropagatedFrom=nftables.service
After=nftables.service local-fs.target
# From before any network until the end, no tunnel is open to strangers.
DefaultDependencies=no
Before=network-pre.target
Wants=network-pre.target

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=${load}
ExecReload=${load}
ExecStop=/usr/sbin/nft delete table inet meshinit

[Install]
WantedBy=multi-user.target
`;

/** A table of our own, by a unit of our own: /etc/nftables.conf begins with a flush that erases Docker's rules. */
export function nftablesPart(plan: HostPlan): Part {
  const isNamed = hasNames(plan) && openingsOf(plan).length > 0;
  const script = programPath('firewall', plan.os);
  const load = isNamed ? script : `/usr/sbin/nft -f ${RULES}`;
  return {
    files: [
      textFile(RULES, table(plan, isNamed ? () => '' : addressesOf), [
        origins.firewall,
        ...origins.tunnels(plan),
        ...(isNamed ? [] : origins.peers(plan)),
        ...origins.kept(plan),
      ]),
      ...(isNamed ? [scriptFile(script, placed(namedLoader(plan), plan.os), [origins.firewall])] : []),
      textFile('/etc/systemd/system/meshinit-firewall.service', unit(load), [origins.firewall]),
    ],
    foldings: isNamed ? [] : [{ paths: [RULES], script: () => loop(plan) }],
    steps: [{ phase: 'firewall', does: 'close the tunnels to strangers', run: 'enable_units meshinit-firewall' }],
  };
}

/** Fills each network's set from its list. */
const namedLoader = (plan: HostPlan): string =>
  forNetworks(plan, [loadHead, ...(hasFurther(plan) ? [fill] : []), loadNamed].join(''));

const WORDS: OpeningWords = {
  udp: (port) => `udp dport ${port}`,
  tcp: (port) => `tcp dport ${port}`,
  gre: 'meta l4proto gre',
  esp: 'meta l4proto esp',
};

/** @param fill what stands in a network's set, with commas between; '' for a set that is filled otherwise, or empty */
function table(plan: HostPlan, fill: (network: HostNetwork) => string): string {
  const { networks } = plan;
  const [type, field] = networks[0].mesh.tunnel.family === 4 ? ['ipv4_addr', 'ip'] : ['ipv6_addr', 'ip6'];
  const owners = setOwners(plan);
  const own = openingsOf(plan).length === 0 ? [] : [...new Set(owners.values())];
  const sets = own.map((network) => {
    const elements = fill(network);
    return `  set ${network.mesh.names.set} {
    type ${type}
${elements && `    elements = { ${elements} }\n`}  }
`;
  });
  const through = plan.wireguard ? `iifname "${WIREGUARD_NAMES}" ` : '';
  const rules = openingsOf(plan).flatMap(({ opening, meshes }) => {
    const match = openingIn(WORDS, opening);
    const admitted = own.filter((network) => meshes.some((mesh) => owners.get(mesh) === network));
    return [
      ...admitted.map(({ mesh }) => `${through}${match} ${field} saddr @${mesh.names.set} accept`),
      ...newcomers(plan).map((range) => `${match} ip saddr ${range} accept`),
      ...(isClosed(opening) ? [`${match} drop`] : []),
    ];
  });
  // A host reaches its own services by its own address, which is no peer's.
  if (openingsOf(plan).some(({ opening }) => opening.protocol === 'tcp')) rules.unshift('iif lo accept');
  return `# One transaction: never open to others meanwhile.
table inet meshinit
delete table inet meshinit
table inet meshinit {
${sets.join('')}${wireguardSet(plan)}  chain input {
    type filter hook input priority filter
${[...rules, ...wireguardRules(plan)].map((rule) => `    ${rule}\n`).join('')}  }
${wireguardOutput(plan)}${carriedChain(plan)}${metadataChain(plan)}${apartChain(plan)}${strangersChain(plan)}${masquerade(plan)}}
`;
}

/**
 * Whose set a network's peers are in. There is one for each list of peers: networks with the same peers share one, but where
 * the host itself fills each from its list.
 */
function setOwners(plan: HostPlan): ReadonlyMap<Mesh, HostNetwork> {
  const { networks } = plan;
  if (!hasFurther(plan) || hasNames(plan)) return new Map(networks.map((network) => [network.mesh, network]));
  const byAddresses = new Map<string, HostNetwork>();
  const owners = new Map<Mesh, HostNetwork>();
  for (const network of networks) {
    // One with a tag has no tunnels of its own.
    if (network.mesh.vlan !== undefined) continue;
    const addresses = addressesOf(network);
    const owner = byAddresses.get(addresses) ?? network;
    byAddresses.set(addresses, owner);
    owners.set(network.mesh, owner);
  }
  return owners;
}

function masquerade(plan: HostPlan): string {
  const subnets = plan.networks
    .filter((network) => ownMasquerade(plan, network))
    .map(({ mesh }) => cidrText(mesh.subnet));
  const rules = [
    ...subnets.map((to) => `    ip saddr ${to} ip daddr != { ${to}, 224.0.0.0/4 } masquerade\n`),
    ...masqueradeLines6(plan),
  ];
  if (rules.length === 0) return '';
  return `  chain postrouting {
    type nat hook postrouting priority srcnat
    # Docker's own rule would also rewrite what goes to other hosts' containers.
${rules.join('')}  }
`;
}

/** In the order of the list of peers, which a loop over that keeps. */
const addressesOf = ({ member }: HostNetwork): string =>
  byPeer(member.links)
    .map(({ remote }) => remote.address.text)
    .join(', ');

/** The rules with the addresses of each list of peers. */
function loop(plan: HostPlan): string {
  const listed = ({ mesh, member }: HostNetwork): string =>
    member.links.length === 0 ? '' : `$(awk 'NR > 1 { printf ", " } { printf "%s", $2 }' ${mesh.names.lists.peers})`;
  return `write_file ${RULES} <<END\n${table(plan, listed)}END\n`;
}
