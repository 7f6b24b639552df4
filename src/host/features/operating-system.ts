import { osOf } from '../../os/oses.ts';
import type { PartsOf } from '../parts-of.ts';

/** What the system needs whatever else the host has: its package manager, its units, Docker. */
export const operatingSystem: PartsOf = (plan) => osOf(plan.os.id).parts(plan);
