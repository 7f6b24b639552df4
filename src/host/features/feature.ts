import type { HostPlan } from '../host-plan.ts';
import type { Part } from '../part.ts';

/** Something that a host can have: the parts that it adds, none on a host that lacks it. */
export type Feature = (plan: HostPlan) => readonly Part[];
