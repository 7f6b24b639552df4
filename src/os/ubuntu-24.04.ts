import { cloudInitLacks } from './cloud-init-lacks.ts';
import type { Os } from './os.ts';
import { ubuntuFamily as family } from './ubuntu-family.ts';

/** Ubuntu 24.04. */
export const ubuntu2404 = {
  ...family.withDockerCe('noble'),
  id: 'ubuntu-24.04',
  title: 'Ubuntu 24.04 LTS (noble)',
  supportEnds: '2029-05-31',
  kernel: [6, 8],
  cloudInit: '24.1.3',
  cloudInitLacks: cloudInitLacks('24.1.3'),
  frr: { package: 'frr' },
  openvswitch: { version: '3.3.9', ...family.openvswitch },
} as const satisfies Os;
