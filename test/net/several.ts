import { readFileSync } from 'node:fs';
import { compile, type Membership, type Mesh } from '../../src/index.ts';
import type { Cluster } from './cluster.ts';
import type { Container } from './containers.ts';
import type { Host } from './host.ts';

const FRAMES = readFileSync(new URL('frames.pl', import.meta.url), 'utf8');

/** The plan of every network, the main one first. */
export function networksOf(manifest: string): readonly Mesh[] {
  const { cluster, diagnostics } = compile(manifest);
  if (!cluster) throw new Error(diagnostics.map(({ message }) => message).join('; '));
  return cluster.networks;
}

/** A container in one network. */
export interface Inhabitant extends Container {
  readonly mesh: Mesh;
}

const text = (number: number): string => [24, 16, 8, 0].map((shift) => (number >>> shift) & 255).join('.');

/** An address of a host's slice of a network. */
export const addressIn = ({ slice }: Membership, number: number): string => text(slice.first + number);

/** What `docker run --network` does to the network: a container on the bridge of that one. */
export async function inhabit(host: Host, mesh: Mesh, member: Membership): Promise<Inhabitant> {
  const name = `c-${mesh.name}`;
  const address = addressIn(member, 10);
  const script = `set -e
    ip netns add "$1"
    ip link add "v-$4" mtu "$2" type veth peer name eth0 mtu "$2" netns "$1"
    ip link set "v-$4" master "$5" up
    ip -n "$1" link set lo up
    bridge=$(ip -o -4 addr show dev "$5" | awk '{ print $4; exit }')
    ip -n "$1" addr add "$3/\${bridge#*/}" dev eth0
    ip -n "$1" link set eth0 up
    ip -n "$1" route add default via "\${bridge%/*}"`;
  await host.machine.run(script, name, String(mesh.mtu.value), address, mesh.name, mesh.names.bridge);
  return { host, name, address, mesh };
}

/** One container of each network on each of its hosts. */
export async function inhabitAll(cluster: Cluster, meshes: readonly Mesh[]): Promise<Inhabitant[]> {
  const all = meshes.flatMap((mesh) => mesh.members.map((member) => ({ mesh, member })));
  return Promise.all(all.map(({ mesh, member }) => inhabit(cluster.host(member.name), mesh, member)));
}

/** Sends raw frames out of a container. */
export const sendFrames = ({ host, name }: Container, frames: readonly string[]): Promise<string> =>
  host.machine.run(`ip netns exec "$1" perl -e "$2" eth0 $3`, name, FRAMES, frames.join(' '));

/** Those of the containers that see a frame from a MAC address while `sends` runs, be it tagged or not. */
export async function whoSees(
  containers: readonly Container[],
  mac: string,
  sends: () => Promise<unknown>,
): Promise<Container[]> {
  const listeners = await Promise.all(
    containers.map(async ({ host, name }) => {
      const sniffer = host.machine.spawn(`echo "pid $$"; exec ip netns exec ${name} tcpdump -n -e -l -i eth0 2>&1`);
      let said = '';
      sniffer.stdout.on('data', (data) => (said += data));
      while (!said.includes('listening on')) await new Promise((later) => setTimeout(later, 50));
      return { stop: () => host.machine.try(`kill ${/^pid (\d+)/.exec(said)?.[1]}`), said: () => said };
    }),
  );
  await sends();
  await new Promise((later) => setTimeout(later, 500));
  await Promise.all(listeners.map(({ stop }) => stop()));
  return containers.filter((_, index) => listeners[index]?.said().includes(mac));
}
