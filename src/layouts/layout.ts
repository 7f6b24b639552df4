import type { Cidr } from '../addresses/cidr.ts';
import type { Layout } from './ids.ts';

/** The numbers of a host that a layout needs. */
export interface LayoutNumbers {
  readonly subnet: Cidr;
  readonly slice: Cidr;
  /** What of the slice Docker gives addresses from. */
  readonly range: Cidr;
  /** Mesh address, an IPv4 number. */
  readonly bridge: number;
}

/** How containers, Docker's bridge and the switch hang together on a host. */
export interface LayoutFacts {
  readonly layout: Layout;
  /** Whether meshinit builds it: devices, bridge, tunnels. */
  readonly isBuilt: boolean;
  /** Open vSwitch's bridge of the main network: the names of the two recipes (seeds 001 and 002). */
  readonly switchName: string;
  /** Whether a veth pair joins switch and Docker's bridge; else the switch is that bridge's port. */
  readonly hasVeth: boolean;
  /** Whether hosts have a route to each other's slices; else their containers are in one Ethernet segment. */
  readonly isRouted: boolean;
  /** Whether the mesh address is the switch's own; docker0's otherwise. */
  readonly switchHasAddress: boolean;
  /** The network that Docker sees on docker0. */
  readonly dockerNetwork: (numbers: LayoutNumbers) => Cidr;
  /** docker0's address in it, an IPv4 number. */
  readonly dockerAddress: (numbers: LayoutNumbers) => number;
  /** daemon.json keys that bind Docker to the bridge and the slice. */
  readonly dockerOptions: (numbers: LayoutNumbers, bridge: string) => Readonly<Record<string, string>>;
  /** Whether Docker's own masquerading stays within what leaves the cluster. */
  readonly dockerMasquerades: boolean;
  readonly scripts: {
    /** The command of the mesh script that joins Docker's bridge to the switch. */
    readonly join: string;
    /** What that calls. */
    readonly functions: readonly string[];
    /** Commands that give the devices their addresses, for stacks that do not. */
    readonly addresses: readonly string[];
    /** Lines of `check_mesh`: what it has more than the dataplane. */
    readonly checks: readonly string[];
  };
}
