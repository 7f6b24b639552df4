import { switchMac } from '../host/host-plan.ts';
import { allBridgeColumns, allPortColumns, switchColumns } from '../host/parts/ovs-columns.ts';
import { tunnelOptions, tunnelType } from '../host/parts/ovs-tunnels.ts';
import join from '../host/scripts/ovs-join.sh';
import look from '../host/scripts/ovs-look.sh';
import state from '../host/scripts/ovs-state.sh';
import build from '../host/scripts/ovs-switch.sh';
import { tunnelKinds } from '../tunnels/tunnels.ts';
import type { WithSettings } from './with-settings.ts';

/** Open vSwitch: a switch with one tunnel for each peer. */
export const ovs = {
  dataplane: 'ovs',
  title: 'Open vSwitch',
  tunnels: tunnelKinds,
  loops: ['split-horizon', 'rstp', 'stp'],
  openvswitch: true,
  stacks: ['systemd', 'ifupdown', 'ifcfg'],
  switchName: (names) => names.switch,
  devices: (names) => [names.switch],
  switchPort: ({ veth }) => veth?.switch,
  bridgePorts: (names) => [names.veth?.docker ?? names.switch],
  settings: (plan, network) => ({
    SWITCH_MAC: switchMac(network),
    BRIDGE_COLUMNS: allBridgeColumns(plan, network).join(' '),
    SWITCH_COLUMNS: switchColumns(plan, network).join(' '),
    PORT_COLUMNS: allPortColumns(plan, network).join(' '),
    TUNNEL_COLUMNS: [`type=${tunnelType(network)}`, ...tunnelOptions(network)].join(' '),
  }),
  scripts: { state, look, common: [], build: [build], join },
} as const satisfies WithSettings;
