import type { Feature } from './feature.ts';
import { recipe } from './recipe.ts';

/** What opens the tunnels to the peers alone. */
export const firewall: Feature = (plan) => recipe(plan.os.firewalls, plan.firewall)(plan);
