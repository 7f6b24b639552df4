/** UDP port of WireGuard, by custom. */
export const WIREGUARD_PORT = 51_820;
