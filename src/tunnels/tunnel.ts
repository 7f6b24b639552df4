/** The address family of the underlay, the network that the tunnels' packets cross. */
export type Family = 4 | 6;

export interface TunnelKindFacts {
  readonly kind: string;
  readonly title: string;
  /** Names of its ports: the prefix and the link's number. `gre0` is the kernel's own, so numbers begin at 1. */
  readonly portPrefix: string;
  /** Open vSwitch's interface type for each underlay family; undefined of what it cannot make. */
  readonly ovsType?: Readonly<Record<Family, string>>;
  /** First kernel whose Open vSwitch datapath carries it, by family (ovs faq/releases). */
  readonly kernel: Readonly<Record<Family, readonly [number, number]>>;
  /** Bytes of the tunnel's own headers between outer IP and inner IP, without a key: outer UDP, tunnel, inner Ethernet. */
  readonly headers: readonly { readonly name: string; readonly bytes: number }[];
  /** Bytes more with a key in use; 0 where the key has a fixed place in the header. */
  readonly keyBytes: number;
  /** Largest key; the field has 24 or 32 bits, and where there is none it is 0. */
  readonly keyMax: number;
  /** Key where the manifest has none, or undefined for none at all. */
  readonly defaultKey?: number;
  /** Outer UDP port where it has one, and its default. */
  readonly defaultPort?: number;
  /** How a firewall names it: an IP protocol, or UDP with the port; undefined where packets go as they are. */
  readonly protocol?: 'udp' | 'gre';
}
