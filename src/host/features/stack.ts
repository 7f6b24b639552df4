import type { Feature } from './feature.ts';
import { recipe } from './recipe.ts';

/** What keeps the mesh's devices over a reboot. */
export const stack: Feature = (plan) => recipe(plan.os.stacks, plan.stack)(plan);
