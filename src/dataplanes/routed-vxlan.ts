import setRoutes from '../host/scripts/routed-set.sh';
import slices from '../host/scripts/routed-slices.sh';
import state from '../host/scripts/routed-state.sh';
import build from '../host/scripts/routed-switch.sh';
import isTunnel from '../host/scripts/vxlan-is-tunnel.sh';
import look from '../host/scripts/vxlan-look.sh';
import makeTunnel from '../host/scripts/vxlan-make.sh';
import source from '../host/scripts/vxlan-source.sh';
import { isPlain } from '../tunnels/tunnels.ts';
import type { RoutedFacts } from './dataplane.ts';

/**
 * The kernel's VXLAN device with an address of its own, in no bridge: it floods nothing and learns nothing, since each peer
 * has a permanent entry.
 */
export const routedVxlan = {
  dataplane: 'linux',
  title: 'routed kernel VXLAN',
  tunnels: ['vxlan'],
  loops: ['none'],
  openvswitch: false,
  stacks: ['systemd'],
  switchName: ({ tunnel }) => tunnel,
  devices: ({ tunnel }) => [tunnel],
  switchPort: () => undefined,
  bridgePorts: () => [],
  carries: ({ kind }) => !isPlain(kind),
  peersBy: ({ tunnel }) => [tunnel],
  setRoutes,
  scripts: {
    state: `${isTunnel}\n${slices}\n${state}`,
    look,
    common: [source],
    build: [build, makeTunnel],
    join: '',
  },
} as const satisfies RoutedFacts;
