import { type HostPlan, switchMac, tunnelMac } from '../host/host-plan.ts';
import join from '../host/scripts/vxlan-join.sh';
import state from '../host/scripts/vxlan-state.sh';
import build from '../host/scripts/vxlan-switch.sh';
import ways from '../host/scripts/vxlan-ways.sh';
import type { LayoutFacts } from '../layouts/layout.ts';
import type { WithSettings } from './with-settings.ts';

/**
 * The one device to all peers. Its name ends in no number: the kernel gives `vxlan0` to whatever asks for a VXLAN device
 * without a name, and links are numbered `vxlan1` and on.
 */
export const VXLAN_DEVICE = 'vxlan-mesh';

/**
 * The kernel's own VXLAN device as a port of Docker's bridge. What has no learned way goes to each peer by an all-zero forwarding
 * entry, and nothing from one peer goes to another: split horizon by nature.
 */
export const linux = {
  dataplane: 'linux',
  title: 'kernel VXLAN',
  tunnels: ['vxlan'],
  loops: ['split-horizon'],
  openvswitch: false,
  stacks: ['systemd'],
  switchName,
  devices: () => [VXLAN_DEVICE],
  switchPort: () => undefined,
  bridgePorts: ({ veth }) => [VXLAN_DEVICE, ...(veth ? [veth.docker] : [])],
  settings,
  scripts: { state, common: [ways], build: [build], join },
} as const satisfies WithSettings;

/**
 * docker0 carries the device itself: a Linux bridge cannot be another's port, and beside it Docker would drop what it
 * forwards. Where the mesh address is not docker0's, the far end of the veth pair has it.
 */
function switchName({ veth }: LayoutFacts): string {
  return veth ? veth.switch : VXLAN_DEVICE;
}

function settings(plan: HostPlan): Record<string, string | number> {
  const { key, port, family } = plan.mesh.tunnel;
  if (key === undefined || port === undefined) throw new Error('VXLAN has a key and a port by default');
  return {
    ...(plan.layout.veth ? { SWITCH_MAC: switchMac(plan) } : {}),
    TUNNEL: VXLAN_DEVICE,
    TUNNEL_MAC: tunnelMac(plan),
    TUNNEL_KEY: key,
    TUNNEL_PORT: port,
    TUNNEL_FAMILY: family,
  };
}
