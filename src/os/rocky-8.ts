import { el8 } from './el-8.ts';
import type { Os } from './os.ts';

/** Rocky Linux 8. */
export const rocky8 = {
  ...el8,
  id: 'rocky-8',
  title: 'Rocky Linux 8',
  supportEnds: '2029-05-31',
} as const satisfies Os;
