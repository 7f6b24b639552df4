import { ipv4Text } from '../../addresses/address.ts';
import { cidrText } from '../../addresses/cidr.ts';
import type { MeshHost } from '../../mesh/mesh.ts';
import { isAtLeast } from '../../os/ovs-version.ts';
import { tunnelOf } from '../../tunnels/tunnels.ts';
import {
  DOCKER_BRIDGE,
  dockerAddress,
  dockerMac,
  dockerSubnet,
  type HostPlan,
  meshAddress,
  origins,
  switchMac,
  switchName,
} from '../host-plan.ts';
import { type Part, scriptFile, textFile } from '../part.ts';
import check from '../scripts/check.sh';
import common from '../scripts/common.sh';
import { BRIDGE_LOOPS, bridgeColumns, type LoopColumn, PORT_LOOPS, portColumns, switchColumns } from './ovs-columns.ts';

/** Options of each tunnel besides its remote address, as `ovs-vsctl set Interface` takes them. */
export function tunnelOptions({ mesh: { tunnel } }: HostPlan): string[] {
  return [
    ...(tunnel.key === undefined ? [] : [`options:key=${tunnel.key}`]),
    ...(tunnel.port === undefined ? [] : [`options:dst_port=${tunnel.port}`]),
  ];
}

/** Open vSwitch's interface type of the tunnels. */
export const tunnelType = ({ mesh: { tunnel } }: HostPlan): string => tunnelOf(tunnel.kind).ovsType[tunnel.family];

/** What every host has: its numbers, its peers, and the test of the mesh from inside. */
export function basePart(plan: HostPlan): Part {
  return {
    files: [
      textFile('/etc/meshinit/host.conf', hostConf(plan), [origins.host(plan), origins.network]),
      textFile('/etc/meshinit/peers', peers(plan), origins.peers(plan)),
      textFile('/usr/local/lib/meshinit/common.sh', common, [origins.host(plan)]),
      scriptFile('/usr/local/sbin/meshinit-check', check, [origins.host(plan)]),
    ],
  };
}

/**
 * What to set, and what of another loop protection to take back: a script that runs again has to undo an earlier run.
 * A column that this Open vSwitch does not know would fail the whole transaction.
 */
function everyColumn({ ovsVersion }: HostPlan, set: readonly string[], all: readonly LoopColumn[]): string[] {
  const others = all.filter(({ name, since }) => isAtLeast(ovsVersion, since) && !set.includes(`${name}=true`));
  return [...others.map(({ name }) => `${name}=false`), ...set];
}

/** Shell variables: every script is the same on every host, and reads what differs from here. */
function hostConf(plan: HostPlan): string {
  const { mesh, host } = plan;
  const values = {
    CLUSTER: mesh.name,
    HOST: host.name,
    UNDERLAY: host.address.text,
    SUBNET: cidrText(mesh.subnet),
    MTU: mesh.mtu.value,
    SWITCH: switchName(mesh),
    SWITCH_MAC: switchMac(plan),
    SWITCH_ADDRESS: mesh.layout === 'shared' ? '' : meshAddress(plan),
    BRIDGE: DOCKER_BRIDGE,
    BRIDGE_MAC: dockerMac(plan),
    BRIDGE_ADDRESS: dockerAddress(plan),
    BRIDGE_SUBNET: dockerSubnet(plan),
    BRIDGE_COLUMNS: `'${everyColumn(plan, bridgeColumns(plan), BRIDGE_LOOPS).join(' ')}'`,
    SWITCH_COLUMNS: `'${switchColumns(plan).join(' ')}'`,
    PORT_COLUMNS: `'${everyColumn(plan, portColumns(plan), PORT_LOOPS).join(' ')}'`,
    TUNNEL_TYPE: tunnelType(plan),
    TUNNEL_OPTIONS: `'${tunnelOptions(plan).join(' ')}'`,
    MASQUERADE: mesh.masquerade,
  };
  const lines = Object.entries(values).map(([name, value]) => `${name}=${value}\n`);
  return `# This host's numbers, for meshinit's scripts. Addresses of docker0 and the switch carry their masks.\n${lines.join('')}`;
}

/** One line a tunnel: its port, the peer's underlay and mesh addresses, its name. */
function peers({ host }: HostPlan): string {
  const lines = host.links.map(({ name, peer }) => `${name} ${peerLine(peer)}`);
  return `# port underlay mesh name\n${lines.join('')}`;
}

// In a full mesh every host is every other's peer.
const peerLines = new WeakMap<MeshHost, string>();

function peerLine(peer: MeshHost): string {
  const line = peerLines.get(peer) ?? `${peer.address.text} ${ipv4Text(peer.bridge)} ${peer.name}\n`;
  peerLines.set(peer, line);
  return line;
}
