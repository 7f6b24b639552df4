import { osOf } from '../../os/oses.ts';
import type { PartsOf } from '../parts-of.ts';
import { recipe } from './recipe.ts';

/** What opens the tunnels to the peers alone. */
export const firewall: PartsOf = (plan) => recipe(osOf(plan.os.id).firewalls, plan.firewall)(plan);
