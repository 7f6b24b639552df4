import { ipv4Text } from '../../addresses/address.ts';
import { cidrText } from '../../addresses/cidr.ts';
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

/** Open vSwitch's columns for each loop protection: of the bridge, and of a tunnel's port. */
const LOOP_COLUMNS = {
  'split-horizon': { bridge: 'stp_enable=false rstp_enable=false', protected: true },
  rstp: { bridge: 'stp_enable=false rstp_enable=true', protected: false },
  stp: { bridge: 'rstp_enable=false stp_enable=true', protected: false },
} as const;

/** The bridge's loop protection as `ovs-vsctl set Bridge` takes it. */
export const loopColumns = ({ mesh }: HostPlan): string => LOOP_COLUMNS[mesh.loops.kind].bridge;

/** Whether tunnel ports pass nothing on to each other. */
export const isProtected = ({ mesh }: HostPlan): boolean => LOOP_COLUMNS[mesh.loops.kind].protected;

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
    LOOPS: `'${loopColumns(plan)}'`,
    PROTECTED: isProtected(plan),
    TUNNEL_PREFIX: tunnelOf(mesh.tunnel.kind).portPrefix,
    TUNNEL_TYPE: tunnelType(plan),
    TUNNEL_OPTIONS: `'${tunnelOptions(plan).join(' ')}'`,
    MASQUERADE: mesh.masquerade,
  };
  const lines = Object.entries(values).map(([name, value]) => `${name}=${value}\n`);
  return `# This host's numbers, for meshinit's scripts. Addresses of docker0 and the switch carry their masks.\n${lines.join('')}`;
}

/** One line a tunnel: its port, the peer's underlay and mesh addresses, its name. */
function peers({ host }: HostPlan): string {
  const lines = host.links.map(
    ({ name, peer }) => `${name} ${peer.address.text} ${ipv4Text(peer.bridge)} ${peer.name}\n`,
  );
  return `# port underlay mesh name\n${lines.join('')}`;
}
