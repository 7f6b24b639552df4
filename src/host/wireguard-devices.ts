/** By the parity of the keys' generation: a newer one is there beside the older one until all peers have moved. */
export const WIREGUARD_DEVICES = ['mi-wg0', 'mi-wg1'] as const;
