/** Every engine of Docker's own overlay. By itself, since the manifest's schema needs no more of them. */
export const engineIds = ['swarm', 'store'] as const;

export type EngineId = (typeof engineIds)[number];
