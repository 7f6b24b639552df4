/** Every dataplane's id that a manifest can name. By itself, since the manifest's schema needs no more of them. */
export const dataplaneIds = ['ovs', 'linux'] as const;

/** With that of `network: none`. */
export type DataplaneId = (typeof dataplaneIds)[number] | 'none';
