import { el10 } from './el-10.ts';
import type { Os } from './os.ts';

/** AlmaLinux 10. Its cloud images leave firewalld out (AlmaLinux/cloud-images#182): it is installed. */
export const alma10 = {
  ...el10,
  image: { ...el10.image, firewall: 'none; firewalld is in its repositories' },
  id: 'alma-10',
  title: 'AlmaLinux 10',
  supportEnds: '2035-05-31',
} as const satisfies Os;
