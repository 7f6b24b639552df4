import { dataplaneSettings } from '../../dataplanes/dataplanes.ts';
import { dockerMac, type HostPlan, ownDevices } from '../host-plan.ts';
import { type Part, textFile } from '../part.ts';
import { meshScript } from './mesh-script.ts';
import { meshUnit } from './systemd-units.ts';

/** A peer list and one idempotent script, run by a oneshot unit: needs neither ifupdown nor netplan. */
export function systemdStack(plan: HostPlan, openvswitch: string): Part {
  // The firewall's unit by whatever name: After= of a unit that is not there is no fault.
  const after = ['network-online.target', 'meshinit-firewall.service'];
  return {
    settings: {
      UNDERLAY: plan.node.source?.text ?? '',
      BRIDGE_MAC: dockerMac(plan.networks[0]),
      ...dataplaneSettings(plan, plan.networks[0]),
    },
    files: [
      meshScript(plan, 'switch and bridge'),
      meshUnit(plan, { after, openvswitch }),
      textFile('/etc/systemd/network/10-meshinit.network', unmanaged(plan), [['network', 'stack']]),
    ],
  };
}

const unmanaged = (plan: HostPlan): string => `# An image's own files may match every interface.
[Match]
Name=${ownDevices(plan).join(' ')}

[Link]
Unmanaged=yes
`;
