/** Every loop protection, the best first. By itself, since the manifest's schema and the dataplanes need no more of them. */
export const loopIds = ['split-horizon', 'rstp', 'stp'] as const;

export type LoopProtection = (typeof loopIds)[number];
