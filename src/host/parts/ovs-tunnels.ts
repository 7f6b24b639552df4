import { tunnelOf } from '../../tunnels/tunnels.ts';
import type { HostNetwork } from '../host-plan.ts';

/** Options of each tunnel besides its remote address, as `ovs-vsctl set Interface` takes them. */
export function tunnelOptions({ mesh: { tunnel } }: HostNetwork): string[] {
  return [
    ...(tunnel.key === undefined ? [] : [`options:key=${tunnel.key}`]),
    ...(tunnel.port === undefined ? [] : [`options:dst_port=${tunnel.port}`]),
  ];
}

/** Open vSwitch's interface type of the tunnels. */
export const tunnelType = ({ mesh: { tunnel } }: HostNetwork): string =>
  tunnelOf(tunnel.kind).ovsType?.[tunnel.family] ?? tunnel.kind;
