import { type HostPlan, ownDevices } from '../host-plan.ts';
import { type Part, textFile } from '../part.ts';
import leaveDevices from '../scripts/network-manager.sh';

/** Tells NetworkManager to leave the mesh's devices alone, before there is one (NetworkManager.conf(5)). */
export function networkManagerPart(plan: HostPlan): Part {
  const devices = [...ownDevices(plan), ...(plan.dataplane.openvswitch ? OPENVSWITCH : [])]
    .map((device) => `interface-name:${device}`)
    .join(';');
  if (devices === '') return {};
  const content = `# NetworkManager must not touch the mesh's devices, nor those that Open vSwitch makes for tunnels.
[keyfile]
unmanaged-devices+=${devices}
`;
  return {
    files: [textFile('/etc/NetworkManager/conf.d/10-meshinit.conf', content, [['network', 'stack']])],
    functions: [leaveDevices],
    steps: [{ phase: 'install', does: 'keep NetworkManager off the mesh', run: 'leave_devices' }],
  };
}

/** Open vSwitch's own (ovs lib/dpif-netlink-rtnl.c, lib/dpif-netlink.c). */
const OPENVSWITCH = ['ovs-system', 'gre_sys', 'ip6gre_sys', 'vxlan_sys_*', 'genev_sys_*'];
