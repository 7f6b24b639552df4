import type { Feature } from './feature.ts';
import { recipe } from './recipe.ts';

/** What switches between containers and peers. */
export const dataplane: Feature = (plan) => recipe(plan.os.dataplanes, plan.dataplane.dataplane)(plan);
