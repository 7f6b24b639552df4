import { el9 } from './el-9.ts';
import type { Os } from './os.ts';

/** Rocky Linux 9. */
export const rocky9 = {
  ...el9,
  id: 'rocky-9',
  title: 'Rocky Linux 9',
  supportEnds: '2032-05-31',
} as const satisfies Os;
