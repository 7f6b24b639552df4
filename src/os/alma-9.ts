import { el9 } from './el-9.ts';
import type { Os } from './os.ts';

/** AlmaLinux 9. Its cloud images leave firewalld out (AlmaLinux/cloud-images#182): it is installed. */
export const alma9 = {
  ...el9,
  image: { ...el9.image, firewall: 'none; firewalld is in its repositories' },
  id: 'alma-9',
  title: 'AlmaLinux 9',
  supportEnds: '2032-05-31',
} as const satisfies Os;
