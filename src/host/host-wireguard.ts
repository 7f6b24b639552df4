import type { HostAddress } from '../addresses/host-address.ts';
import type { Family } from '../tunnels/tunnel.ts';

/** WireGuard as one host has it: what the tunnels of all its networks run through. */
export interface HostWireguard {
  /** The range of the cluster's WireGuard addresses, e.g. `10.98.0.0/16`. */
  readonly range: string;
  readonly family: Family;
  /** The host's own, without a prefix. */
  readonly address: string;
  /** Of its devices, in bytes. */
  readonly mtu: number;
  /** One; while keys are being rotated two, the newer one last. */
  readonly devices: readonly [WireguardDevice, ...WireguardDevice[]];
}

/** A device, which has one key of the host's, and each peer by one of that peer's. */
export interface WireguardDevice {
  readonly name: string;
  /** UDP port. */
  readonly port: number;
  readonly key: WireguardKey;
  readonly peers: readonly WireguardPeer[];
}

/** Where the private key comes from: the document, a file that is on the host, or what a command prints. */
export type WireguardKey =
  | { readonly text: string }
  | { readonly file: string }
  | { readonly command: readonly string[] };

export interface WireguardPeer {
  readonly name: string;
  /** Its WireGuard address. */
  readonly address: string;
  readonly publicKey: string;
  /** Where it is reached; undefined where only the peer can begin: it is behind NAT. */
  readonly endpoint: HostAddress | undefined;
  /** Whether this host keeps the way open, since it is itself behind NAT. */
  readonly keepsAlive: boolean;
  /** What else is behind it: its slices and mesh addresses where WireGuard itself carries routes, as CIDR. */
  readonly blocks: readonly string[];
}
