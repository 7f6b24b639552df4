import { osOf } from '../../os/oses.ts';
import type { PartsOf } from '../parts-of.ts';
import { recipe } from './recipe.ts';

/** What switches between containers and peers. */
export const dataplane: PartsOf = (plan) => recipe(osOf(plan.os.id).dataplanes, plan.dataplane.dataplane)(plan);
