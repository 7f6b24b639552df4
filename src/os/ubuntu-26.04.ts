import { cloudInitLacks } from './cloud-init-lacks.ts';
import type { Os } from './os.ts';
import { ubuntuFamily as family } from './ubuntu-family.ts';

/** Ubuntu 26.04: cloud-init in packages of its own parts, Open vSwitch 3.7. */
export const ubuntu2604 = {
  ...family.withDockerCe('resolute'),
  id: 'ubuntu-26.04',
  title: 'Ubuntu 26.04 LTS (resolute)',
  supportEnds: '2031-05-31',
  kernel: [7, 0],
  cloudInit: '26.1',
  cloudInitLacks: cloudInitLacks('26.1'),
  frr: { package: 'frr' },
  openvswitch: { version: '3.7.1', ...family.openvswitch },
} as const satisfies Os;
