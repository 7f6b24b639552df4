import { reportFigure, subjectOf } from '../support/figures.ts';
import type { Cluster } from './cluster.ts';
import { until } from './until.ts';

const UNTIL_ANSWERED = `timeout 600 sh -c 'until ping -n -q -c 1 -W 1 "$1" >/dev/null 2>&1; do sleep 0.2; done' sh "$1" &&
  cut -d ' ' -f 1 /proc/uptime`;

/** A host's uptime, in seconds, when the first packet of its own came back from another's mesh address. */
export async function firstPing(cluster: Cluster, host: string): Promise<number> {
  const peer = cluster.hosts.find((other) => other !== host);
  if (!peer) throw new Error(`${host} has no peer`);
  let uptime = Number.NaN;
  // While it boots it lets nobody in, or not for long.
  await until(`${host} reaches ${peer}`, async () => {
    const { status, stdout } = await cluster.lab.tryOn(host, UNTIL_ANSWERED, cluster.bridge(peer));
    uptime = Number(stdout);
    return status === 0;
  });
  return uptime;
}

/** The same for several that boot side by side; the slowest is the figure. */
export async function reportFirstPing(cluster: Cluster, hosts: readonly string[], boot: string): Promise<void> {
  const uptimes = await Promise.all(hosts.map((host) => firstPing(cluster, host)));
  reportFigure('booted', `${cluster.name}: ${subjectOf(cluster.mesh)}`, boot, Math.max(...uptimes));
}
