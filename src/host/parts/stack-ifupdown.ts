import { ipv4Text } from '../../addresses/address.ts';
import { cidrText, netmaskText } from '../../addresses/cidr.ts';
import type { HostLink } from '../../mesh/mesh.ts';
import type { NetworkNames } from '../../mesh/network-names.ts';
import { dockerAddress, dockerMac, type HostNetwork, type HostPlan, switchMac } from '../host-plan.ts';
import { bridgeColumns, portColumns, switchColumns } from './ovs-columns.ts';
import { tunnelOptions, tunnelType } from './ovs-tunnels.ts';

// biome-ignore lint/suspicious/noTemplateCurlyInString: ifupdown fills it in on the host, not JavaScript here.
const IFACE = '${IFACE}';

/** How the OS's Open vSwitch scripts for ifupdown want a tunnel. */
export interface IfupdownDialect {
  /** `OVSTunnel` is unknown to Open vSwitch 2.0's script and passed over in silence; `OVSPort` works everywhere. */
  readonly tunnels: 'OVSTunnel' | 'OVSPort';
  /** Whether `ifquery --list --allow auto` passes over `auto br0=br0`, as ifupdown before 0.8.41 does. */
  readonly hidesAssigned: boolean;
  /** Whether it knows `no-auto-down`, and so can leave the mesh standing when the host's network is restarted. */
  readonly staysUp: boolean;
}

/** The main network as stanzas of interfaces(5), after seed 001; further ones are the work of `meshinit-mesh`. */
export function interfaces(plan: HostPlan, dialect: IfupdownDialect): string {
  return stanzas(plan, plan.networks[0], dialect)
    .filter((stanza) => stanza !== '')
    .join('\n');
}

function stanzas(plan: HostPlan, network: HostNetwork, dialect: IfupdownDialect): string[] {
  const { links } = network.member;
  const { veth } = network.mesh.names;
  return [
    switchStanza(plan, network, dialect),
    links.length === 0 ? '' : '# No auto: the switch brings its ports up. A port is named alike on both hosts.\n',
    ...links.map((link) => tunnelStanza(network, link, dialect)),
    veth ? vethStanza(network, veth, dialect) : '',
    bridgeStanza(network, dialect),
  ];
}

function switchStanza(plan: HostPlan, network: HostNetwork, dialect: IfupdownDialect): string {
  const { mesh, member, layout } = network;
  const { switch: name, veth } = mesh.names;
  const ports = [...member.links.map((link) => link.name), ...(veth ? [veth.switch] : [])];
  const set = [
    [`set bridge ${IFACE}`, ...bridgeColumns(network), `other_config:hwaddr=\\"${switchMac(network)}\\"`].join(' '),
    ...switchColumns(plan, network).map((column) => `set interface ${IFACE} ${column}`),
  ];
  return stanza(
    [
      '# auto: brought up at boot; allow-ovs alone never is under systemd.',
      ...(dialect.hidesAssigned
        ? [
            `# ${name}=${name}: some providers' boot scripts wait for each name of \`ifquery --list --allow auto\`, which`,
            '# skips this form.',
          ]
        : []),
      autoLine(name, dialect),
      ...staysUpLines(name, dialect),
      `allow-ovs ${name}`,
    ],
    `iface ${name} inet ${layout.switchHasAddress ? 'static' : 'manual'}`,
    [
      ...(layout.switchHasAddress ? addressLines(ipv4Text(member.bridge), mesh.subnet.prefix) : []),
      'ovs_type OVSBridge',
      ...(ports.length > 0 ? [`ovs_ports ${ports.join(' ')}`] : []),
      `ovs_extra ${set.join(' -- ')}`,
      `mtu ${mesh.mtu.value}`,
    ],
  );
}

function tunnelStanza(
  network: HostNetwork,
  { name, peer, remote: { address } }: HostLink,
  dialect: IfupdownDialect,
): string {
  const { mesh } = network;
  const remote = `options:remote_ip=${mesh.tunnel.family === 4 ? address.text : `"${address.text}"`}`;
  const options = [remote, ...tunnelOptions(network)].join(' ');
  const guard = portColumns(network).map((column) => `set port ${IFACE} ${column}`);
  const extra = (parts: readonly string[]): string[] => (parts.length === 0 ? [] : [`ovs_extra ${parts.join(' -- ')}`]);
  return stanza(
    [`# to ${peer.name}`, ...staysUpLines(name, dialect), `allow-${mesh.names.switch} ${name}`],
    `iface ${name} inet manual`,
    [
      `ovs_bridge ${mesh.names.switch}`,
      `ovs_type ${dialect.tunnels}`,
      ...(dialect.tunnels === 'OVSTunnel'
        ? [`ovs_tunnel_type ${tunnelType(network)}`, `ovs_tunnel_options ${options}`, ...extra(guard)]
        : extra([`set interface ${IFACE} type=${tunnelType(network)} ${options}`, ...guard])),
    ],
  );
}

/** A pair does not outlive a reboot: the stanza makes it. */
function vethStanza({ mesh }: HostNetwork, veth: NonNullable<NetworkNames['veth']>, dialect: IfupdownDialect): string {
  const { switch: atSwitch, docker } = veth;
  return stanza(
    [...staysUpLines(atSwitch, dialect), `allow-${mesh.names.switch} ${atSwitch}`],
    `iface ${atSwitch} inet manual`,
    [
      `pre-up ip link show ${atSwitch} >/dev/null 2>&1 || ip link add ${atSwitch} type veth peer name ${docker}`,
      `ovs_bridge ${mesh.names.switch}`,
      'ovs_type OVSPort',
      `mtu ${mesh.mtu.value}`,
    ],
  );
}

const autoLine = (name: string, { hidesAssigned }: IfupdownDialect): string =>
  `auto ${hidesAssigned ? `${name}=${name}` : name}`;

/** A bridge that is made anew has lost its containers. */
const staysUpLines = (name: string, { staysUp }: IfupdownDialect): string[] =>
  staysUp ? [`no-auto-down ${name}`] : [];

function bridgeStanza(network: HostNetwork, dialect: IfupdownDialect): string {
  const { mesh } = network;
  const { bridge, veth, switch: netSwitch } = mesh.names;
  const [address = '', prefix = ''] = dockerAddress(network).split('/');
  return stanza(
    [
      `# Docker's bridge exists before Docker starts, with ${veth ? 'one end of the veth pair' : 'the switch'} as its port.`,
      autoLine(bridge, dialect),
      ...staysUpLines(bridge, dialect),
    ],
    `iface ${bridge} inet static`,
    [
      ...addressLines(address, Number(prefix)),
      `bridge_ports ${veth?.docker ?? netSwitch}`,
      '# a fixed MAC: else it changes whenever a container with a lower one starts',
      `hwaddress ether ${dockerMac(network)}`,
      '# no spanning tree on this bridge, so no 15 s before its ports forward',
      'bridge_stp off',
      'bridge_fd 0',
      `mtu ${mesh.mtu.value}`,
    ],
  );
}

const addressLines = (address: string, prefix: number): string[] => [
  `address ${address}`,
  `netmask ${netmaskText(prefix)}`,
];

function stanza(before: readonly string[], head: string, body: readonly string[]): string {
  return [...before, head, ...body.map((line) => `    ${line}`), ''].join('\n');
}

/** For the header of the file: which network this is. */
export const interfacesHeader = ({ cluster, networks }: HostPlan): string =>
  `# The mesh of cluster ${cluster.name}, ${cidrText(networks[0].mesh.subnet)}; made by meshinit.\n\n`;
