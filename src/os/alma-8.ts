import { el8 } from './el-8.ts';
import type { Os } from './os.ts';

/** AlmaLinux 8. Its cloud images leave firewalld out (AlmaLinux/cloud-images#182): it is installed. */
export const alma8 = {
  ...el8,
  image: { ...el8.image, firewall: 'none; firewalld is in its repositories' },
  id: 'alma-8',
  title: 'AlmaLinux 8',
  supportEnds: '2029-03-01',
} as const satisfies Os;
