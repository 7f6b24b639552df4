import { type Expected, type Fault, type FleetStatus, fleetStatus } from '../fleet/fleet-status.ts';
import { chosenFor } from '../host/chosen-for.ts';
import { osOf } from '../os/oses.ts';
import { askHosts, type Fleet, sayable } from './fleet.ts';
import { HostHistory } from './host-history.ts';

/** What hosts of a cluster are at this moment. */
export async function lookAtFleet(fleet: Fleet, names: readonly string[], signal: AbortSignal): Promise<FleetStatus> {
  return statusOf(fleet, await askHosts(fleet, names, signal));
}

/** What the hosts' answers come to. */
export function statusOf(fleet: Fleet, contacts: Awaited<ReturnType<typeof askHosts>>): FleetStatus {
  const { manifest, cluster } = fleet;
  const expected = (name: string): Expected => {
    const host = manifest.hosts.find((candidate) => candidate.name === name);
    if (!host?.os) throw new Error(`${name} has no operating system`);
    const was = host.input.was === undefined ? [] : [host.input.was];
    return { hasDocker: chosenFor(osOf(host.os), host, manifest).dockerFrom !== 'none', names: [name, ...was] };
  };
  const history = new HostHistory(fleet);
  const status = fleetStatus(cluster, contacts, expected, (host, answer) => history.statusOf(host, answer));
  const masked = (fault: Fault): Fault => ({ ...fault, message: sayable(fleet, fault.message) });
  const hosts = status.hosts.map((host) => ({ ...host, faults: host.faults.map(masked) }));
  return { ...status, hosts, faults: status.faults.map(masked) };
}
