/** Every loop protection that a manifest can ask for, the best first. By itself, since its schema and the dataplanes need no more of them. */
export const loopIds = ['split-horizon', 'rstp', 'stp'] as const;

/** `none`: there are routes, and no Ethernet segment that could have a loop. */
export type LoopProtection = (typeof loopIds)[number] | 'none';
