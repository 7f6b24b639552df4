import { cloudInitLacks } from './cloud-init-lacks.ts';
import type { Os } from './os.ts';
import { ubuntuFamily as family } from './ubuntu-family.ts';

/** Ubuntu 20.04: the first whose nft and kernel do all that the table asks. */
export const ubuntu2004 = {
  ...family.withNftables,
  id: 'ubuntu-20.04',
  title: 'Ubuntu 20.04 LTS (focal)',
  supportEnded: '2025-05-31',
  kernel: [5, 4],
  cloudInit: '20.1',
  cloudInitLacks: cloudInitLacks('20.1'),
  frr: { package: 'frr' },
  openvswitch: { version: '2.13.8', ...family.openvswitch },
  docker: family.dockerOf(26, family.compose),
  cannot: [family.noDockerCe, family.noIfupdown],
} as const satisfies Os;
