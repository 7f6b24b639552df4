/** Autonomous system number of BGP where the manifest has none: of the private ones (RFC 6996). */
export const DEFAULT_AS = 65_000;
