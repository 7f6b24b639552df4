import { DOCKER_BRIDGE, dockerMac, type HostPlan, switchMac } from '../host-plan.ts';
import { type Part, textFile } from '../part.ts';
import { meshScript } from './mesh-script.ts';
import { allBridgeColumns, allPortColumns, switchColumns } from './ovs-columns.ts';
import { tunnelOptions, tunnelType } from './ovs-tunnels.ts';
import { meshUnit } from './systemd-units.ts';

/** A peer list and one idempotent script, run by a oneshot unit: needs neither ifupdown nor netplan. */
export function systemdStack(plan: HostPlan, openvswitch: string): Part {
  // The firewall's unit by whatever name: After= of a unit that is not there is no fault.
  const after = ['network-online.target', 'meshinit-firewall.service'];
  return {
    settings: {
      UNDERLAY: plan.host.address.text,
      SWITCH_MAC: switchMac(plan),
      BRIDGE_MAC: dockerMac(plan),
      BRIDGE_COLUMNS: allBridgeColumns(plan).join(' '),
      SWITCH_COLUMNS: switchColumns(plan).join(' '),
      PORT_COLUMNS: allPortColumns(plan).join(' '),
      TUNNEL_TYPE: tunnelType(plan),
      TUNNEL_OPTIONS: tunnelOptions(plan).join(' '),
    },
    files: [
      meshScript(plan, 'switch and bridge'),
      meshUnit(plan, after, openvswitch),
      textFile('/etc/systemd/network/10-meshinit.network', unmanaged(plan), [['network', 'stack']]),
    ],
  };
}

const unmanaged = ({
  layout,
}: HostPlan): string => `# An image's own files may match every interface: the mesh's are not for networkd.
[Match]
Name=${[layout.switchName, DOCKER_BRIDGE, ...Object.values(layout.veth ?? {})].join(' ')}

[Link]
Unmanaged=yes
`;
