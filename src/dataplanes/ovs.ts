import { type HostNetwork, type HostPlan, switchMac } from '../host/host-plan.ts';
import { allBridgeColumns, allPortColumns, switchColumns } from '../host/parts/ovs-columns.ts';
import { tunnelOptions, tunnelType } from '../host/parts/ovs-tunnels.ts';
import join from '../host/scripts/ovs-join.sh';
import look from '../host/scripts/ovs-look.sh';
import state from '../host/scripts/ovs-state.sh';
import build from '../host/scripts/ovs-switch.sh';
import { encapsulations } from '../tunnels/tunnels.ts';
import type { WithSettings } from './with-settings.ts';

/** Open vSwitch: a switch with one tunnel for each peer. */
export const ovs = {
  dataplane: 'ovs',
  title: 'Open vSwitch',
  tunnels: encapsulations,
  loops: ['split-horizon', 'rstp', 'stp'],
  openvswitch: true,
  stacks: ['systemd', 'ifupdown', 'ifcfg'],
  switchName: (names) => names.switch,
  devices: (names) => [names.switch],
  switchPort: ({ veth }) => veth?.switch,
  bridgePorts: (names) => [names.veth?.docker ?? names.switch],
  settings,
  scripts: { state, look, common: [], build: [build], join },
} as const satisfies WithSettings;

function settings(plan: HostPlan, network: HostNetwork): Record<string, string | number> {
  const { vlan } = network.mesh;
  if (vlan !== undefined) return vlanSettings(plan, network, vlan);
  return {
    SWITCH_MAC: switchMac(network),
    BRIDGE_COLUMNS: allBridgeColumns(plan, network).join(' '),
    SWITCH_COLUMNS: switchColumns(plan, network).join(' '),
    PORT_COLUMNS: allPortColumns(plan, network).join(' '),
    TUNNEL_COLUMNS: [`type=${tunnelType(network)}`, ...tunnelOptions(network)].join(' '),
  };
}

/** A port of the main network's switch, whose own ports must let no tag in. */
function vlanSettings(plan: HostPlan, network: HostNetwork, vlan: number): Record<string, string | number> {
  const { names } = plan.networks[0].mesh;
  return {
    SWITCH_MAC: switchMac(network),
    SWITCH_COLUMNS: switchColumns(plan, network).join(' '),
    VLAN: vlan,
    TRUNK: names.switch,
    TRUNK_PORTS: [names.switch, ...(names.veth ? [names.veth.switch] : [])].join(' '),
  };
}
