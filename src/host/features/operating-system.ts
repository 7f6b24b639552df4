import type { Feature } from './feature.ts';

/** What the system needs whatever else the host has: its package manager, its units, Docker. */
export const operatingSystem: Feature = (plan) => plan.os.parts(plan);
