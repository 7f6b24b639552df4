import { cidrText } from '../../addresses/cidr.ts';
import { networkPath } from '../../manifest/network.ts';
import type { Family } from '../../tunnels/tunnel.ts';
import { isPlain } from '../../tunnels/tunnels.ts';
import { ipv6Of, ownMasquerade6 } from '../host-ipv6.ts';
import { type HostNetwork, type HostPlan, origins, ownMasquerade } from '../host-plan.ts';
import { newcomers, openingsIn } from '../openings-of.ts';
import { type Part, textFile } from '../part.ts';
import load from '../scripts/firewalld.sh';
import { apartOf, apartRichRules } from './apart.ts';
import { firewalldBase, firewalldOrigins } from './firewalld-base.ts';
import { accepted, acceptedFrom, dropped, HEAD, type Named, policyFile } from './firewalld-rules.ts';
import { firewalldWireguard, WIREGUARD_ZONE } from './firewalld-wireguard.ts';
import { strangersRichRules } from './ipv6-rules.ts';
import { metadataRichRules } from './metadata-rules.ts';
import { letInDirect } from './routed-docker.ts';

/**
 * firewalld from 0.9 on, by policies, zones and rich rules in files of its own (firewalld.policy(5), firewalld.zone(5)):
 * they hold whatever the default zone is, and outlive every reload.
 */
export function firewalldPart(plan: HostPlan): Part {
  const { settings, files, functions, steps, ...base } = firewalldBase(plan);
  const wireguard = plan.wireguard && firewalldWireguard(plan, plan.wireguard);
  const policies = [
    ...(wireguard?.policies ?? []),
    ...plan.networks.flatMap((network) => [
      ...(wireguard || network.mesh.vlan !== undefined ? [] : [tunnels(plan, network)]),
      ...masquerade(plan, network),
    ]),
    ...(plan.keptServices.length === 0 ? [] : [metadata(plan)]),
    ...(apartOf(plan).length > 0 ? [apart(plan)] : []),
    ...carried(plan),
    ...strangers(plan),
  ];
  const zones = zonesOf(plan);
  return {
    settings: {
      ...settings,
      ...(wireguard ? { PEER_SETS: [settings['PEER_SETS'], ...wireguard.sets].join(' ') } : {}),
      FIREWALL_POLICIES: policies.map(({ name }) => name).join(' '),
      FIREWALL_ZONES: [
        ...zones.flatMap(({ name, devices }) => devices.map((device) => `${name}=${device}`)),
        ...(wireguard?.bound ?? []),
      ].join(' '),
    },
    files: [
      ...files,
      ...[...policies, ...zones].map(({ file }) => file),
      ...(wireguard?.files ?? []),
      ...letInDirect(plan),
    ],
    ...base,
    functions: [...functions, load],
    steps: [...steps, { phase: 'firewall', does: 'close the tunnels to strangers', run: 'load_firewall' }],
  };
}

interface Zone extends Named {
  readonly devices: readonly string[];
}

/** Before every zone, so that a default zone which accepts everything opens no tunnel to strangers. */
function tunnels(plan: HostPlan, network: HostNetwork): Named {
  const { names, tunnel } = network.mesh;
  const openings = openingsIn(plan, network);
  const content = `${HEAD}<policy priority="-10" target="CONTINUE">
  <short>Tunnels of the mesh: open only to peers</short>
  <ingress-zone name="ANY"/>
  <egress-zone name="HOST"/>
${openings
  .map(
    (opening) =>
      accepted(opening, tunnel.family, names.firewalld.ipset) +
      newcomers(plan)
        .map((range) => acceptedFrom(opening, range))
        .join('') +
      dropped(opening),
  )
  .join('')}</policy>
`;
  return policy(names.firewalld.tunnels, content, network);
}

function masquerade(plan: HostPlan, network: HostNetwork): Named[] {
  const rules = [
    ...(ownMasquerade(plan, network) ? [masqueradeRule(4, cidrText(network.mesh.subnet))] : []),
    ...(ownMasquerade6(plan, network) ? [masqueradeRule(6, network.mesh.subnet6?.text ?? '')] : []),
  ];
  if (rules.length === 0) return [];
  const content = `${HEAD}<policy priority="-10" target="CONTINUE">
  <short>Masquerades traffic that leaves the cluster</short>
  <ingress-zone name="ANY"/>
  <egress-zone name="ANY"/>
${rules.join('')}</policy>
`;
  return [policy(network.mesh.names.firewalld.nat, content, network)];
}

const masqueradeRule = (family: Family, subnet: string): string => `  <rule family="ipv${family}">
    <source address="${subnet}"/>
    <destination address="${subnet}" invert="True"/>
    <masquerade/>
  </rule>
`;

/** Where Docker has no rules for IPv6, nobody outside opens a connection to a container. */
function strangers(plan: HostPlan): Named[] {
  const rules = strangersRichRules(plan);
  if (rules === '') return [];
  const content = `${HEAD}<policy priority="-10" target="CONTINUE">
  <short>Keeps strangers from containers by IPv6</short>
  <ingress-zone name="ANY"/>
  <egress-zone name="ANY"/>
${rules}</policy>
`;
  return [policyFile('meshinit-ipv6', content, [origins.firewall, ...origins.networks(plan)])];
}

/** What is forwarded comes from no zone of the host itself. */
function metadata(plan: HostPlan): Named {
  const content = `${HEAD}<policy priority="-10" target="CONTINUE">
  <short>Keeps containers from the host's user-data</short>
  <ingress-zone name="ANY"/>
  <egress-zone name="ANY"/>
${metadataRichRules(plan)}</policy>
`;
  return policyFile('meshinit-metadata', content, [origins.firewall, ...origins.kept(plan)]);
}

/** Nothing is forwarded between networks, whether Docker has rules of its own or not. */
function apart(plan: HostPlan): Named {
  const content = `${HEAD}<policy priority="-10" target="CONTINUE">
  <short>Keeps the networks of the mesh apart</short>
  <ingress-zone name="ANY"/>
  <egress-zone name="ANY"/>
${apartRichRules(plan)}</policy>
`;
  return policyFile('meshinit-apart', content, [origins.firewall, ...origins.networks(plan)]);
}

/** Peers' packets that no tunnel brings come by a device whose zone refuses them: what is forwarded, and what is for the host. */
function carried(plan: HostPlan): Named[] {
  const [{ mesh, layout }] = plan.networks;
  if (!layout.isRouted || !isPlain(mesh.tunnel.kind)) return [];
  const blocks = plan.networks.flatMap((network) => {
    const ipv6 = ipv6Of(network);
    return [[4, cidrText(network.mesh.subnet)] as const, ...(ipv6 ? [[6, ipv6.subnet] as const] : [])];
  });
  const rules = blocks
    .map(
      ([family, block]) => `  <rule family="ipv${family}">
    <source address="${block}"/>
    <destination address="${block}"/>
    <accept/>
  </rule>
`,
    )
    .join('');
  return (['ANY', 'HOST'] as const).map((egress) =>
    policyFile(
      `meshinit-r-${egress.toLowerCase()}`,
      `${HEAD}<policy priority="-5" target="CONTINUE">
  <short>Containers of peers</short>
  <ingress-zone name="${plan.wireguard ? WIREGUARD_ZONE : 'ANY'}"/>
  <egress-zone name="${egress}"/>
${rules}</policy>
`,
      [origins.firewall, ...origins.networks(plan)],
    ),
  );
}

const policy = (name: string, content: string, network: HostNetwork): Named =>
  policyFile(name, content, firewalldOrigins(network));

/** The zone that the switch is in by these files; undefined where it is in none. */
export const switchZone = ({ firewall }: HostPlan, { layout, mesh }: HostNetwork): string | undefined =>
  firewall === 'firewalld' && layout.switchHasAddress ? mesh.names.firewalld.zone : undefined;

/**
 * The mesh's devices, not its addresses, which a stranger could forge. Docker's zone is as Docker makes it
 * (moby daemon/libnetwork/iptables/firewalld.go): it takes one that is there, and puts further bridges into it.
 */
function zonesOf({ networks, dataplane }: HostPlan): Zone[] {
  const [main] = networks;
  const bridges = networks.map(({ mesh }) => mesh.names.bridge);
  return [
    zone('docker', main, bridges, 'zone for docker bridge network interfaces'),
    ...networks
      .filter(({ layout }) => layout.switchHasAddress)
      .map((network) => {
        const { names } = network.mesh;
        return zone(names.firewalld.zone, network, [dataplane.switchName(names)], 'Traffic from peers over the mesh');
      }),
  ];
}

const zone = (name: string, { mesh }: HostNetwork, devices: readonly string[], says: string): Zone => ({
  name,
  devices,
  file: textFile(
    `/etc/firewalld/zones/${name}.xml`,
    `${HEAD}<zone target="ACCEPT">\n  <short>${name}</short>\n  <description>${says}</description>\n${devices.map((device) => `  <interface name="${device}"/>\n`).join('')}</zone>\n`,
    [origins.firewall, networkPath(mesh, 'layout')],
  ),
});
