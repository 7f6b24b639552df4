import { cloudInitLacks } from './cloud-init-lacks.ts';
import type { Os } from './os.ts';
import { ubuntuFamily as family } from './ubuntu-family.ts';

/** Ubuntu 22.04: Docker 29 by updates. */
export const ubuntu2204 = {
  ...family.withDockerCe('jammy'),
  id: 'ubuntu-22.04',
  title: 'Ubuntu 22.04 LTS (jammy)',
  supportEnds: '2027-05-31',
  kernel: [5, 15],
  cloudInit: '22.1',
  cloudInitLacks: cloudInitLacks('22.1'),
  frr: { package: 'frr' },
  openvswitch: { version: '2.17.12', ...family.openvswitch },
} as const satisfies Os;
