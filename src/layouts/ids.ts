/** Every layout's id that a manifest can name, the default first. By itself, since the manifest's schema needs no more of them. */
export const layoutIds = ['shared', 'per-host', 'routed'] as const;

/** With that of `network: none`. */
export const plannedLayoutIds = [...layoutIds, 'none'] as const;

export type Layout = (typeof plannedLayoutIds)[number];
