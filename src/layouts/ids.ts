/** Every layout's id, the default first. By itself, since the manifest's schema needs no more of them. */
export const layoutIds = ['shared', 'per-host', 'routed'] as const;

export type Layout = (typeof layoutIds)[number];
