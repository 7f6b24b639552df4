import { stackIds } from '../stacks/ids.ts';
import type { WithSettings } from './with-settings.ts';

/** `network: none`: nothing switches, and there is nothing to build. */
export const none = {
  dataplane: 'none',
  title: 'no mesh',
  tunnels: ['none'],
  loops: ['none'],
  openvswitch: false,
  stacks: stackIds,
  switchName: () => '',
  devices: () => [],
  switchPort: () => undefined,
  bridgePorts: () => [],
  settings: () => ({}),
  scripts: { state: '', look: '', common: [], build: [], join: '' },
} as const satisfies WithSettings;
