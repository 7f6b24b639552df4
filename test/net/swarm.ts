import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import type { Cluster } from './cluster.ts';
import type { Host } from './host.ts';
import type { Namespace } from './namespace.ts';

export const run = (cluster: Cluster, at: string, script: string, ...given: string[]): Promise<string> =>
  cluster.host(at).machine.run(script, ...given);

/** Until it holds; what was seen last where it never does. */
export async function until(seconds: number, look: () => Promise<unknown>, wanted: unknown): Promise<void> {
  const end = performance.now() + seconds * 1000;
  for (;;) {
    const seen = await look();
    if (JSON.stringify(seen) === JSON.stringify(wanted)) return;
    if (performance.now() > end) return expect(seen).toEqual(wanted);
    await sleep(500);
  }
}

export async function booted(host: Host): Promise<void> {
  const { status, output } = await host.boot();
  expect(`${status}: ${status === 0 ? '' : output.slice(-1500)}`).toBe('0: ');
}

/** The secret itself, wherever it could have been left outside of the place that is its own, `$2`; below .own are a host's overlays. */
const LEAKS = `grep -rlsF --exclude-dir=.own -e "$1" /run /tmp /var/log /var/lib/meshinit /etc 2>/dev/null | grep -vxF -e "$2" | grep -v '^/run/docker-root' || :
  ps ax -o args | grep -F -e "$1" | grep -v grep || :`;

/** No host keeps the swarm's tokens anywhere, nor its own key anywhere but in its file. */
export async function leavesNoSecrets(cluster: Cluster, manager: string): Promise<void> {
  const tokens = await run(cluster, manager, 'docker swarm join-token -q worker; docker swarm join-token -q manager');
  const own = '/etc/meshinit/pki/key.pem';
  for (const host of cluster.hosts.keys()) {
    for (const token of tokens.trim().split('\n')) {
      expect(token).toMatch(/^SWMTKN-1-/);
      expect(await run(cluster, host, LEAKS, token, own)).toBe('');
    }
    const key = (await run(cluster, host, 'sed -n 2p "$1"', own)).trim();
    expect(key).toMatch(/^[\w+/]{64}$/);
    expect(await run(cluster, host, LEAKS, key, own)).toBe('');
  }
}

/** The overlay networks that are meshinit's, with their subnets. */
export const OVERLAYS = `docker network ls -f driver=overlay -f label=meshinit --format '{{.Name}}' | sort | while read -r name; do
    docker network inspect -f '{{.Name}} {{range .IPAM.Config}}{{.Subnet}}{{end}}' "$name"
  done`;

/** A ping from one container to another that goes on, ten packets a second. */
export class Ping {
  readonly #machine: Namespace;
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #pid: string;
  #said = '';

  private constructor(machine: Namespace, process: ChildProcessWithoutNullStreams, pid: string) {
    this.#machine = machine;
    this.#process = process;
    this.#pid = pid;
    process.stdout.on('data', (data) => (this.#said += data));
  }

  /** Of the containers that are called by their hosts' names, behind a `c-`. */
  static async between(cluster: Cluster, from: string, to: string, network: string): Promise<Ping> {
    const address = await run(
      cluster,
      to,
      `docker inspect -f "{{.NetworkSettings.Networks.$1.IPAddress}}" "c-$(hostname)"`,
      network,
    );
    const { machine } = cluster.host(from);
    const process = machine.spawn(
      `echo "$$"; exec nsenter -t "$(docker inspect -f '{{.State.Pid}}' "c-$(hostname)")" -n ping -n -q -i 0.1 "$1" 2>&1`,
      address.trim(),
    );
    const [pid] = await once(process.stdout, 'data');
    return new Ping(machine, process, String(pid).split('\n')[0] ?? '');
  }

  async counts(): Promise<{ readonly sent: number; readonly received: number }> {
    this.#said = '';
    await this.#machine.run('kill -QUIT "$1"', this.#pid);
    while (!/packets/.test(this.#said)) await once(this.#process.stdout, 'data');
    const [, received, sent] = /(\d+)\/(\d+) packets/.exec(this.#said) ?? [];
    return { sent: Number(sent), received: Number(received) };
  }
}
