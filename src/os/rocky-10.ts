import { el10 } from './el-10.ts';
import type { Os } from './os.ts';

/** Rocky Linux 10. */
export const rocky10 = {
  ...el10,
  id: 'rocky-10',
  title: 'Rocky Linux 10',
  supportEnds: '2035-05-31',
} as const satisfies Os;
