import { isAtLeast, type Version } from '../../versions.ts';
import type { HostNetwork, HostPlan } from '../host-plan.ts';

/** A boolean column that keeps loops away, and the Open vSwitch that brought it (ovs NEWS). */
interface LoopColumn {
  readonly name: string;
  readonly since: Version;
}

/** Of the Bridge table. */
const BRIDGE_LOOPS: readonly LoopColumn[] = [
  { name: 'stp_enable', since: [1, 0] },
  { name: 'rstp_enable', since: [2, 4] },
];

/** Of the Port table: nothing passes from one protected port to another, which is split horizon. */
const PORT_LOOPS: readonly LoopColumn[] = [{ name: 'protected', since: [2, 7] }];

const COLUMNS = {
  'split-horizon': { bridge: [], port: ['protected=true'] },
  rstp: { bridge: ['rstp_enable=true'], port: [] },
  stp: { bridge: ['stp_enable=true'], port: [] },
  none: { bridge: [], port: [] },
} as const;

/** The loop protection as `ovs-vsctl set Bridge` takes it. */
export const bridgeColumns = ({ mesh }: HostNetwork): readonly string[] => COLUMNS[mesh.loops.kind].bridge;

/** The loop protection as `ovs-vsctl set Port` takes it for a tunnel. */
export const portColumns = ({ mesh }: HostNetwork): readonly string[] => COLUMNS[mesh.loops.kind].port;

/**
 * The MTU as `ovs-vsctl set Interface` takes it for the switch's own device, from 2.6 on: Open vSwitch lowers it for no
 * tunnel by itself, and would override what `ip link` set.
 */
export const switchColumns = ({ ovsVersion }: HostPlan, { mesh }: HostNetwork): string[] =>
  isAtLeast(ovsVersion, [2, 6]) ? [`mtu_request=${mesh.mtu.value}`] : [];

/** Every column of the bridge's loop protection: those to set, and those of an earlier run to take back. */
export const allBridgeColumns = (plan: HostPlan, network: HostNetwork): string[] =>
  everyColumn(plan, bridgeColumns(network), BRIDGE_LOOPS);

/** The same for a tunnel's port. */
export const allPortColumns = (plan: HostPlan, network: HostNetwork): string[] =>
  everyColumn(plan, portColumns(network), PORT_LOOPS);

/** A column that this Open vSwitch does not know would fail the whole transaction. */
function everyColumn({ ovsVersion }: HostPlan, set: readonly string[], all: readonly LoopColumn[]): string[] {
  const others = all.filter(({ name, since }) => isAtLeast(ovsVersion, since) && !set.includes(`${name}=true`));
  return [...others.map(({ name }) => `${name}=false`), ...set];
}
