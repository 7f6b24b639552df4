/**
 * Keys of daemon.json by which a Docker that keeps its rules in nftables lets in what is routed to a container: the bit of the mark
 * is the one that routed-let-in-nftables.sh sets.
 */
export const LET_IN_OPTIONS = {
  'allow-direct-routing': true,
  'bridge-accept-fwmark': '0x1000000/0x1000000',
} as const;
