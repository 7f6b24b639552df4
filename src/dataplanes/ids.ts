/** Every dataplane's id. By itself, since the manifest's schema needs no more of them. */
export const dataplaneIds = ['ovs', 'linux'] as const;

export type DataplaneId = (typeof dataplaneIds)[number];
