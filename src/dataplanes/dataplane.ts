import type { LoopProtection } from '../mesh/loop-ids.ts';
import type { MeshTunnel } from '../mesh/mesh.ts';
import type { NetworkNames } from '../mesh/network-names.ts';
import type { StackId } from '../stacks/ids.ts';
import type { TunnelKind } from '../tunnels/tunnels.ts';
import type { DataplaneId } from './ids.ts';

/** What switches between a host's containers and its peers, and how the host's scripts build and verify it. */
export interface DataplaneFacts {
  readonly dataplane: DataplaneId;
  readonly title: string;
  /** Kinds of tunnel that it makes. */
  readonly tunnels: readonly TunnelKind[];
  /** Loop protections that it can keep. */
  readonly loops: readonly LoopProtection[];
  /** Whether it is Open vSwitch, whose packages the host then needs and whose version says what it knows. */
  readonly openvswitch: boolean;
  /** Ways to keep a network that can build it. */
  readonly stacks: readonly StackId[];
  /** The device between Docker's bridge and the mesh: that bridge's port, or the one with the mesh address. */
  readonly switchName: (names: NetworkNames) => string;
  /** Devices that it makes: others that manage networks leave them alone. */
  readonly devices: (names: NetworkNames) => readonly string[];
  /** What Docker's bridge has as its ports, for containers to reach the mesh. */
  readonly bridgePorts: (names: NetworkNames) => readonly string[];
  /** What the switch has as its port besides tunnels, for the same. */
  readonly switchPort: (names: NetworkNames) => string | undefined;
  /** The same where hosts have routes to each other instead of an Ethernet segment, by what carries these; none where it cannot. */
  readonly routed?: readonly RoutedFacts[];
  /** The same where addresses are announced by BGP instead of learned; none where it cannot. */
  readonly announced?: DataplaneFacts;
  readonly scripts: {
    /** `leads_to PORT ADDRESS` of common.sh, and what the checks need besides. */
    readonly state: string;
    /** The first lines of `check_mesh`: what is asked once for all tunnels, and more checks than these. */
    readonly look: string;
    /** `build_switch` of the mesh script, where it builds the switch. */
    readonly build: readonly string[];
    /** `join_switch DEVICE` of the mesh script, for the veth pair of a layout that has one. */
    readonly join: string;
    /** What a stack that makes the switch itself still needs of `build_switch`. */
    readonly common: readonly string[];
    /** Commands for when Docker's bridge has its ports. */
    readonly joined?: string;
  };
}

/** A dataplane of layout `routed`. */
export interface RoutedFacts extends DataplaneFacts {
  readonly carries: (tunnel: MeshTunnel) => boolean;
  /** Devices that packets of peers come by; undefined where they come by any of the underlay's. */
  readonly peersBy: ((names: NetworkNames) => readonly string[]) | undefined;
  /** Puts routes in place where the devices have their addresses. */
  readonly setRoutes: string;
}

export const isRoutedFacts = (facts: DataplaneFacts): facts is RoutedFacts => 'carries' in facts;

/** What carries the routes of a network with such tunnels; the dataplane itself where nothing of it does. */
export const carrierOf = (facts: DataplaneFacts, tunnel: MeshTunnel): DataplaneFacts =>
  facts.routed?.find(({ carries }) => carries(tunnel)) ?? facts;
