import { ipv4Text } from '../addresses/address.ts';
import { blockAt, cidrText } from '../addresses/cidr.ts';
import type { ManifestPath } from '../diagnostics/diagnostic.ts';
import type { Host, Manifest } from '../manifest/manifest.ts';
import type { Mesh, MeshHost } from '../mesh/mesh.ts';
import type { FirewallId, Os, StackId } from '../os/os.ts';
import type { Version } from '../os/ovs-version.ts';

/** All that is decided about one host before a file is written: what the parts build from. */
export interface HostPlan {
  readonly manifest: Manifest;
  readonly mesh: Mesh;
  readonly host: MeshHost;
  readonly os: Os;
  readonly stack: StackId;
  readonly firewall: FirewallId;
  /** Of its Open vSwitch. */
  readonly ovsVersion: Version;
}

/** Docker's own bridge, which containers join by default. */
export const DOCKER_BRIDGE = 'docker0';

/** The ends of the veth pair of layout `per-host`: at the switch, and at Docker's bridge (seed 002). */
export const VETH = { switch: 'veth_sw0', docker: 'veth_d0' } as const;

/** Open vSwitch's bridge: the names of the two recipes (seeds 001 and 002). */
export const switchName = ({ layout }: Mesh): string => (layout === 'shared' ? 'br0' : 'sw0');

/** The mesh address with the cluster's mask: docker0's in layout `shared`, the switch's in `per-host`. */
export const meshAddress = ({ mesh, host }: HostPlan): string => `${ipv4Text(host.bridge)}/${mesh.subnet.prefix}`;

/** docker0's address with its mask: in layout `per-host` the slice's first usable one. */
export function dockerAddress(plan: HostPlan): string {
  const { mesh, host } = plan;
  return mesh.layout === 'shared' ? meshAddress(plan) : `${ipv4Text(host.slice.first + 1)}/${host.slice.prefix}`;
}

/** The network that Docker sees on docker0. */
export function dockerSubnet({ mesh, host }: HostPlan): string {
  return cidrText(mesh.layout === 'shared' ? mesh.subnet : blockAt(host.slice.first, host.slice.prefix));
}

/**
 * A locally administered MAC address made of a prefix and the host's mesh address, unique in the mesh.
 * 02:42 is Docker's own for containers.
 */
function macAddress(prefix: number, { host }: HostPlan): string {
  const bytes = [0x02, prefix, ...[24, 16, 8, 0].map((shift) => (host.bridge >>> shift) & 255)];
  return bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(':');
}

export const switchMac = (plan: HostPlan): string => macAddress(0x6d, plan);
export const dockerMac = (plan: HostPlan): string => macAddress(0x64, plan);

/**
 * Whether meshinit's own rule masquerades. In layout `shared` Docker's covers the whole subnet and does it right;
 * in `per-host` Docker would also rewrite what goes to other hosts' slices, and with its iptables off it does nothing.
 */
export function ownMasquerade(plan: HostPlan): boolean {
  return plan.mesh.masquerade && (plan.mesh.layout === 'per-host' || plan.os.docker.iptables === false);
}

export const hostInput = ({ manifest, host }: HostPlan): Host => {
  const found = manifest.hosts.find((candidate) => candidate.name === host.name);
  if (!found) throw new Error(`${host.name} is not in the manifest`);
  return found;
};

/** Manifest paths that most files come from. */
export const origins = {
  host: ({ host }: HostPlan): ManifestPath => ['hosts', host.name],
  peers: ({ host }: HostPlan): ManifestPath[] => [
    ['network', 'topology'],
    ...host.links.map((link): ManifestPath => ['hosts', link.peer.name, 'address']),
  ],
  network: ['network'],
  docker: ['docker'],
  firewall: ['firewall'],
  ovs: ['ovs'],
} as const;
