import { type HostNetwork, type HostPlan, switchMac, tunnelMac } from '../host/host-plan.ts';
import isTunnel from '../host/scripts/vxlan-is-tunnel.sh';
import join from '../host/scripts/vxlan-join.sh';
import look from '../host/scripts/vxlan-look.sh';
import makeTunnel from '../host/scripts/vxlan-make.sh';
import source from '../host/scripts/vxlan-source.sh';
import state from '../host/scripts/vxlan-state.sh';
import build from '../host/scripts/vxlan-switch.sh';
import ways from '../host/scripts/vxlan-ways.sh';
import type { NetworkNames } from '../mesh/network-names.ts';
import { isPlain } from '../tunnels/tunnels.ts';
import { announcedVxlan } from './announced-vxlan.ts';
import type { DataplaneFacts } from './dataplane.ts';
import { peersDevice } from './peers-device.ts';
import { routedUnderlay } from './routed-underlay.ts';
import { routedVxlan } from './routed-vxlan.ts';
import { routedWireguard } from './routed-wireguard.ts';
import type { WithSettings } from './with-settings.ts';

const facts = {
  dataplane: 'linux',
  title: 'kernel VXLAN',
  tunnels: ['vxlan'],
  loops: ['split-horizon'],
  openvswitch: false,
  stacks: ['systemd'],
  switchName,
  devices: ({ tunnel }) => [tunnel],
  switchPort: () => undefined,
  bridgePorts: ({ tunnel, veth }) => [tunnel, ...(veth ? [veth.docker] : [])],
  scripts: {
    state: `${isTunnel}\n${state}`,
    look,
    common: [`${source}\n${ways}`],
    build: [build, makeTunnel],
    join,
  },
} as const satisfies DataplaneFacts;

/**
 * The kernel's own VXLAN device as a port of Docker's bridge. What has no learned way goes to each peer by an all-zero forwarding
 * entry, and nothing from one peer goes to another: split horizon by nature.
 */
export const linux = {
  ...facts,
  routed: [routedVxlan, routedWireguard, routedUnderlay],
  announced: announcedVxlan(facts),
  settings,
} as const satisfies WithSettings;

/**
 * docker0 carries the device itself: a Linux bridge cannot be another's port, and beside it Docker would drop what it
 * forwards. Where the mesh address is not docker0's, the far end of the veth pair has it.
 */
function switchName({ tunnel, veth }: NetworkNames): string {
  return veth ? veth.switch : tunnel;
}

function settings(_plan: HostPlan, network: HostNetwork): Record<string, string | number> {
  const { names, tunnel } = network.mesh;
  if (isPlain(tunnel.kind)) return plainSettings(network);
  const { key, port, family } = tunnel;
  if (key === undefined || port === undefined) throw new Error('VXLAN has a key and a port by default');
  return {
    ...(names.veth ? { SWITCH_MAC: switchMac(network) } : {}),
    TUNNEL: names.tunnel,
    TUNNEL_MAC: tunnelMac(network),
    TUNNEL_KEY: key,
    TUNNEL_PORT: port,
    TUNNEL_FAMILY: family,
  };
}

/** By TUNNEL packets of peers are let in. */
const plainSettings = (network: HostNetwork): Record<string, string> => ({
  SWITCH_MAC: switchMac(network),
  TUNNEL: peersDevice(network.mesh),
});
