import { ipv4Text } from '../../addresses/address.ts';
import { netmaskText } from '../../addresses/cidr.ts';
import { networkPath } from '../../manifest/network.ts';
import type { HostLink } from '../../mesh/mesh.ts';
import { ifcfg as facts } from '../../stacks/ifcfg.ts';
import { hasFurther } from '../further-networks.ts';
import { dockerMac, type HostNetwork, type HostPlan, origins, switchMac } from '../host-plan.ts';
import { type Folding, type Part, type PlannedFile, type Sysctl, textFile } from '../part.ts';
import bringUp from '../scripts/network-scripts.sh';
import { buildSettings } from './build-settings.ts';
import { meshScript } from './mesh-script.ts';
import { bridgeColumns, portColumns, switchColumns } from './ovs-columns.ts';
import { tunnelOptions, tunnelType } from './ovs-tunnels.ts';
import { meshUnit } from './systemd-units.ts';

/** The zone that firewalld has a network's switch in. */
type ZoneOf = (plan: HostPlan, network: HostNetwork) => string | undefined;

const FORWARDING: Sysctl = {
  why: 'Containers reach the world through this host, even if stopping the network turned this off.',
  key: 'net.ipv4.ip_forward',
  value: 1,
};

/**
 * One ifcfg file for the main network's switch and one for each of its tunnels, after seed 002; Docker's bridge, its veth
 * and further networks by the unit.
 * @param zoneOf the zone that firewalld has a switch in: ifup tells it the default zone for a device whose file names none
 */
export function ifcfgStack(plan: HostPlan, openvswitch: string, zoneOf: ZoneOf = () => undefined): Part {
  const [main] = plan.networks;
  return {
    sysctls: [FORWARDING],
    ...(hasFurther(plan) ? buildSettings(plan) : { settings: { BRIDGE_MAC: dockerMac(main) } }),
    files: [
      switchFile(plan, main, zoneOf(plan, main)),
      ...main.member.links.map((link) => tunnelFile(main, link)),
      meshScript(plan, 'bridge'),
      meshUnit(plan, { after: ['network.service'], partOf: ['network.service'], openvswitch }),
    ],
    functions: [bringUp],
    steps: [{ phase: 'network', does: 'bring up the switch', run: 'bring_up' }],
    foldings: [tunnelsFolding(main)],
  };
}

/** network-scripts read these as shell; the values keep inner double quotes for ovs-vsctl. */
function ifcfg(name: string, values: Record<string, string>, from: PlannedFile['origins']): PlannedFile {
  const lines = Object.entries({
    DEVICE: name,
    ONBOOT: 'yes',
    NM_CONTROLLED: 'no',
    HOTPLUG: 'no',
    DEVICETYPE: 'ovs',
    ...values,
  });
  const content = lines.map(([key, value]) => `${key}=${/^[\w.:-]+$/.test(value) ? value : `'${value}'`}\n`).join('');
  return textFile(ifcfgPath(name), content, from);
}

const ifcfgPath = (name: string): string => facts.tunnelFiles + name;

function switchFile(plan: HostPlan, network: HostNetwork, zone: string | undefined): PlannedFile {
  const { mesh, member, layout } = network;
  const name = mesh.names.switch;
  const address: Record<string, string> = !layout.switchHasAddress
    ? { BOOTPROTO: 'none' }
    : { BOOTPROTO: 'static', IPADDR: ipv4Text(member.bridge), NETMASK: netmaskText(mesh.subnet.prefix) };
  return ifcfg(
    name,
    {
      TYPE: 'OVSBridge',
      ...address,
      ...(zone === undefined ? {} : { ZONE: zone }),
      // Else ifup gives the switch the way to link-local addresses, where providers serve metadata.
      NOZEROCONF: 'yes',
      MTU: String(mesh.mtu.value),
      OVS_EXTRA: [
        ['set Bridge', name, `other_config:hwaddr="${switchMac(network)}"`, ...bridgeColumns(network)].join(' '),
        ...switchColumns(plan, network).map((column) => `set Interface ${name} ${column}`),
      ].join(' -- '),
    },
    [mesh.path, origins.host(plan)],
  );
}

/** The tunnels' files by a loop over the list of peers. */
function tunnelsFolding(network: HostNetwork): Folding {
  const { links } = network.member;
  const [first] = links;
  if (!first) return { paths: [], script: () => '' };
  const paths = links.map(({ name }) => ifcfgPath(name));
  const { content } = tunnelFile(network, { ...first, name: 'PORT' }, 'REMOTE');
  // In an unquoted here-document a shell would read these.
  const text = content
    .replace(/[\\`$]/g, '\\$&')
    .replaceAll('PORT', '$port')
    .replaceAll('REMOTE', '$remote');
  const script = `while read -r port remote _; do
    write_file "${ifcfgPath('$port')}" <<END
${text}END
done <${network.mesh.names.lists.peers}
`;
  return { paths, script: () => script };
}

function tunnelFile(
  network: HostNetwork,
  { name, remote: { address, path } }: HostLink,
  remote = address.text,
): PlannedFile {
  const guard = portColumns(network);
  const options = [`options:remote_ip=${remote}`, ...tunnelOptions(network)];
  return ifcfg(
    name,
    {
      TYPE: 'OVSTunnel',
      BOOTPROTO: 'none',
      OVS_BRIDGE: network.mesh.names.switch,
      OVS_TUNNEL_TYPE: tunnelType(network),
      OVS_TUNNEL_OPTIONS: options.join(' '),
      ...(guard.length > 0 ? { OVS_EXTRA: `set Port ${name} ${guard.join(' ')}` } : {}),
    },
    [path, networkPath(network.mesh, 'tunnel')],
  );
}
