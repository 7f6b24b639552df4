import { osOf } from '../../os/oses.ts';
import type { PartsOf } from '../parts-of.ts';
import { recipe } from './recipe.ts';

/** What keeps the mesh's devices over a reboot. */
export const stack: PartsOf = (plan) => recipe(osOf(plan.os.id).stacks, plan.stack)(plan);
