import look from '../host/scripts/routed-plain-look.sh';
import setRoutes from '../host/scripts/routed-plain-set.sh';
import state from '../host/scripts/routed-plain-state.sh';
import build from '../host/scripts/routed-plain-switch.sh';
import slices from '../host/scripts/routed-slices.sh';
import type { RoutedFacts } from './dataplane.ts';

/**
 * Routes without a tunnel of their own: the mesh address is a bridge's without ports, since Docker's bridge has to keep to one.
 * @param found shell that says which routes there are
 */
export const routedPlain = (found: string, facts: Pick<RoutedFacts, 'title' | 'carries' | 'peersBy'>): RoutedFacts => ({
  dataplane: 'linux',
  tunnels: ['none'],
  loops: ['none'],
  openvswitch: false,
  stacks: ['systemd'],
  switchName: (names) => names.switch,
  devices: (names) => [names.switch],
  switchPort: () => undefined,
  bridgePorts: () => [],
  setRoutes,
  scripts: { state: `${found}\n${slices}\n${state}`, look, common: [], build: [build], join: '' },
  ...facts,
});
