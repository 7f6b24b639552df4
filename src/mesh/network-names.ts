import type { LayoutFacts } from '../layouts/layout.ts';
import { DEFAULT_DOCKER } from '../manifest/network.ts';
import type { TunnelKindFacts } from '../tunnels/tunnel.ts';

/** What a network is called on its hosts: every device, file and set of it has its name from here. */
export interface NetworkNames {
  /** Open vSwitch's bridge. */
  readonly switch: string;
  /** Docker's bridge. */
  readonly bridge: string;
  /** The ends of the veth pair between the two, where the layout has one. */
  readonly veth?: { readonly switch: string; readonly docker: string };
  /** The kernel's one device to all peers. */
  readonly tunnel: string;
  /** What a link's number comes after. */
  readonly ports: string;
  /**
   * The list of peers by their addresses, the one by their DNS names, from which the host makes the first, and in layout
   * `routed` the slices that do not follow from mesh addresses.
   */
  readonly lists: { readonly peers: string; readonly names: string; readonly slices: string };
  /** What the names of its files of systemd-networkd begin with. */
  readonly networkd: string;
  /** Of nftables. */
  readonly set: string;
  /** Of iptables, which allows a chain 28 characters. */
  readonly chain: string;
  readonly firewalld: {
    readonly ipset: string;
    /** A policy's name makes names of chains: at most 17 characters. */
    readonly tunnels: string;
    readonly nat: string;
    /** Of a switch with an address. */
    readonly zone: string;
  };
}

/** The layout of a network, and its kind of tunnel. */
type Facts = readonly [LayoutFacts, Pick<TunnelKindFacts, 'portPrefix'>];

/**
 * The main network's: those of the recipes that people know, and Docker's own bridge.
 * @param docker its Docker network: one of its own name has a bridge beside Docker's
 */
export const mainNames = (docker: string, ...[{ switchName, hasVeth }, { portPrefix }]: Facts): NetworkNames => ({
  switch: switchName,
  bridge: docker === DEFAULT_DOCKER ? 'docker0' : 'mesh0',
  ...(hasVeth ? { veth: { switch: `veth_${switchName}`, docker: 'veth_d0' } } : {}),
  // It ends in no number: the kernel gives `vxlan0` to whatever asks for a VXLAN device without a name, and links are
  // numbered `vxlan1` and on.
  tunnel: 'vxlan-mesh',
  ports: portPrefix,
  lists: { peers: '/etc/meshinit/peers', names: '/etc/meshinit/names', slices: '/etc/meshinit/slices' },
  networkd: '10-meshinit-',
  set: 'peers',
  chain: 'MESHINIT-PEERS',
  firewalld: { ipset: 'meshinit-peers', tunnels: 'meshinit-tunnels', nat: 'meshinit-nat', zone: 'meshinit' },
});

/**
 * A further network's, whose own name is in each. The kernel allows a device 15 bytes, so the name has 10 at most.
 */
export const furtherNames = (name: string, ...[{ hasVeth }]: Facts): NetworkNames => ({
  switch: `sw-${name}`,
  bridge: `br-${name}`,
  ...(hasVeth ? { veth: { switch: `vs-${name}`, docker: `vd-${name}` } } : {}),
  tunnel: `vx-${name}`,
  // No name of a network has an underscore: no port is called as another's device.
  ports: `${name}_`,
  lists: {
    peers: `/etc/meshinit/peers.${name}`,
    names: `/etc/meshinit/names.${name}`,
    slices: `/etc/meshinit/slices.${name}`,
  },
  networkd: `10-meshinit-${name}-`,
  set: `peers-${name}`,
  chain: `MESHINIT-PEERS-${name}`,
  firewalld: {
    ipset: `meshinit-peers-${name}`,
    tunnels: `mi-tun-${name}`,
    nat: `mi-nat-${name}`,
    zone: `mi-${name}`,
  },
});
