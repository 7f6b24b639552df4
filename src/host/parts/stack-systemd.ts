import { type HostPlan, ownDevices } from '../host-plan.ts';
import { type Part, type PlannedFile, textFile } from '../part.ts';
import { buildSettings } from './build-settings.ts';
import { meshScript } from './mesh-script.ts';
import { meshUnit } from './systemd-units.ts';

/** A peer list and one idempotent script, run by a oneshot unit: needs neither ifupdown nor netplan. */
export function systemdStack(plan: HostPlan, openvswitch?: string): Part {
  // The firewall's unit by whatever name: After= of a unit that is not there is no fault.
  const after = ['network-online.target', 'meshinit-firewall.service'];
  return {
    ...buildSettings(plan),
    files: [
      meshScript(plan, 'switch and bridge'),
      meshUnit(plan, { after, ...(openvswitch !== undefined && { openvswitch }) }),
      unmanagedFile(ownDevices(plan)),
    ],
  };
}

/** Keeps systemd-networkd off devices that it does not make. */
export const unmanagedFile = (devices: readonly string[]): PlannedFile =>
  textFile(
    '/etc/systemd/network/10-meshinit.network',
    `# An image's own files may match every interface.
[Match]
Name=${devices.join(' ')}

[Link]
Unmanaged=yes
`,
    [['network', 'stack']],
  );
