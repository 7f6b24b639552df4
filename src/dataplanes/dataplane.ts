import type { HostPlan } from '../host/host-plan.ts';
import type { LayoutFacts } from '../layouts/layout.ts';
import type { LoopProtection } from '../mesh/mesh.ts';
import type { StackId } from '../os/os.ts';
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
  /** The device between docker0 and the mesh: docker0's port, or the one with the mesh address. */
  readonly switchName: (layout: LayoutFacts) => string;
  /** Devices that it makes: others that manage networks leave them alone. */
  readonly devices: (layout: LayoutFacts) => readonly string[];
  /** For systemd's `Documentation=`. */
  readonly manual: string;
  /** Variables of `host.conf` that its scripts read. */
  readonly settings: (plan: HostPlan) => Readonly<Record<string, string | number>>;
  readonly scripts: {
    /** What `build` and `verify` share. */
    readonly common: readonly string[];
    /** `build_switch` of the mesh script, where it builds the switch. */
    readonly build: readonly string[];
    /** `join_switch DEVICE` of the mesh script, for the veth pair of a layout that has one. */
    readonly join: string;
    /** `verify_tunnels` of the mesh script. */
    readonly verify: string;
    /** `leads_to PORT ADDRESS` and `is_open PORT` of meshinit-check. */
    readonly check: string;
  };
}
