import type { Mesh } from '../../src/index.ts';
import type { Host } from './host.ts';

/** A namespace on docker0, addressed as Docker would address it. */
export interface Container {
  readonly host: Host;
  /** Of its network namespace, within the host. */
  readonly name: string;
  readonly address: string;
}

/** As Docker reads its options, wherever the document put them. */
const READ_OPTIONS = `
  cat /etc/docker/daemon.json 2>/dev/null | tr -d '" ,' | sed -n 's/^\\([a-z-]*\\):\\(.*\\)/--\\1=\\2/p'
  [ ! -e /etc/default/docker ] || { . /etc/default/docker; echo "$DOCKER_OPTS"; }
  [ ! -e /etc/sysconfig/docker-network ] || { . /etc/sysconfig/docker-network; echo "$DOCKER_NETWORK_OPTIONS"; }`;

export interface DockerOptions {
  /** The range of the containers' addresses. */
  readonly range: string;
  readonly mtu: number;
}

export async function dockerOptions(host: Host): Promise<DockerOptions> {
  const said = await host.machine.run(READ_OPTIONS);
  const option = (name: string): string | undefined => new RegExp(`--${name}[= ](\\S+)`).exec(said)?.[1];
  const range = option('fixed-cidr') ?? option('bip');
  if (!range) throw new Error(`${host.name}: Docker is given no range: ${said}`);
  return { range, mtu: Number(option('mtu')) };
}

/**
 * Starts a container: what `docker run` does to the network. Its address is the `number`th of the host's range, its
 * mask and its gateway are docker0's.
 */
export async function startContainer(host: Host, number: number): Promise<Container> {
  const { range, mtu } = await dockerOptions(host);
  const docker0 = (await host.machine.run(`ip -o -4 addr show dev docker0 | awk '{ print $4 }'`)).trim();
  const [gateway = '', prefix = ''] = docker0.split('/');
  const address = nth(range, number);
  const name = `c${number}`;
  const script = `set -e
    ip netns add "$1"
    ip link add "veth_$1" mtu "$2" type veth peer name eth0 mtu "$2" netns "$1"
    ip link set "veth_$1" master docker0 up
    ip -n "$1" link set lo up
    ip -n "$1" addr add "$3" dev eth0
    ip -n "$1" link set eth0 up
    ip -n "$1" route add default via "$4"`;
  await host.machine.run(script, name, String(mtu), `${address}/${prefix}`, gateway);
  return { host, name, address };
}

/** Address of a mesh's host, as its peers' tables have it. */
export function bridgeAddress(mesh: Mesh, name: string): string {
  const host = mesh.members.find((candidate) => candidate.name === name);
  if (!host) throw new Error(`${name} is not in the mesh`);
  return numberText(host.bridge);
}

/** The address at a place in a range such as 172.17.1.0/24. */
function nth(range: string, place: number): string {
  const [base = '', prefix = ''] = range.split('/');
  const number = base.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0);
  const size = 2 ** (32 - Number(prefix));
  return numberText(Math.floor(number / size) * size + place);
}

const numberText = (number: number): string => [24, 16, 8, 0].map((shift) => (number >>> shift) & 255).join('.');
