import type { HostPlan } from './host-plan.ts';
import type { Part } from './part.ts';

/** What one concern adds to a host: none where the host lacks it. */
export type PartsOf = (plan: HostPlan) => readonly Part[];
