import { ipv4Text } from '../addresses/address.ts';
import { cidrText } from '../addresses/cidr.ts';
import type { DataplaneFacts } from '../dataplanes/dataplane.ts';
import type { ManifestPath } from '../diagnostics/diagnostic.ts';
import type { FirewallId } from '../firewalls/ids.ts';
import type { LayoutFacts, LayoutNumbers } from '../layouts/layout.ts';
import type { Host } from '../manifest/host.ts';
import type { Manifest } from '../manifest/manifest.ts';
import type { Cluster, Membership, Mesh, Node } from '../mesh/mesh.ts';
import type { DockerFrom } from '../os/ids.ts';
import type { OsFacts } from '../os/os-facts.ts';
import type { StackId } from '../stacks/ids.ts';
import type { Version } from '../versions.ts';

/** All that is decided about one host before a file is written: what the parts build from. */
export interface HostPlan {
  readonly manifest: Manifest;
  /** The host as the manifest has it. */
  readonly input: Host;
  readonly cluster: Cluster;
  readonly node: Node;
  readonly mesh: Mesh;
  readonly host: Membership;
  readonly layout: LayoutFacts;
  readonly os: OsFacts;
  readonly dataplane: DataplaneFacts;
  readonly stack: StackId;
  readonly firewall: FirewallId;
  readonly dockerFrom: DockerFrom;
  /** Of its Open vSwitch, where it has one. */
  readonly ovsVersion: Version;
}

export const layoutNumbers = ({ mesh, host }: HostPlan): LayoutNumbers => ({
  subnet: mesh.subnet,
  slice: host.slice,
  bridge: host.bridge,
});

/** The host's address on the mesh, with the cluster's mask. */
export const meshAddress = ({ mesh, host }: HostPlan): string => `${ipv4Text(host.bridge)}/${mesh.subnet.prefix}`;

/** docker0's address, with the mask of the network that Docker sees there. */
export function dockerAddress(plan: HostPlan): string {
  const { layout } = plan;
  const numbers = layoutNumbers(plan);
  return `${ipv4Text(layout.dockerAddress(numbers))}/${layout.dockerNetwork(numbers).prefix}`;
}

/** The network that Docker sees on docker0. */
export const dockerNetwork = (plan: HostPlan): string => cidrText(plan.layout.dockerNetwork(layoutNumbers(plan)));

/**
 * A locally administered MAC address made of a prefix and the host's mesh address, unique in the mesh.
 * 02:42 is Docker's own for containers.
 */
function macAddress(prefix: number, { host }: HostPlan): string {
  const bytes = [0x02, prefix, ...[24, 16, 8, 0].map((shift) => (host.bridge >>> shift) & 255)];
  return bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(':');
}

export const switchMac = (plan: HostPlan): string => macAddress(0x6d, plan);
/** Of a tunnel device that is docker0's port: its own, since a bridge takes what is for its ports' addresses itself. */
export const tunnelMac = (plan: HostPlan): string => macAddress(0x76, plan);
export const dockerMac = (plan: HostPlan): string => macAddress(0x64, plan);

/** The mesh's devices on a host, but for the links' ports: others that manage networks leave them alone. */
export const ownDevices = ({ mesh: { names }, dataplane }: HostPlan): string[] => [
  ...dataplane.devices(names),
  names.bridge,
  ...Object.values(names.veth ?? {}),
];

/** Whether meshinit's own rule masquerades: where Docker's would do too much, or, kept from iptables, nothing. */
export const ownMasquerade = ({ mesh, layout, os }: HostPlan): boolean =>
  mesh.masquerade && (!layout.dockerMasquerades || os.docker.iptables === false);

// Each of a thousand hosts comes from a thousand addresses: the list is made once for all its files.
const peerOrigins = new WeakMap<Membership, readonly ManifestPath[]>();

/** Manifest paths that most files come from. */
export const origins = {
  host: ({ host }: HostPlan): ManifestPath => ['hosts', host.name],
  peers: ({ host }: HostPlan): readonly ManifestPath[] => {
    const known = peerOrigins.get(host);
    if (known) return known;
    const made = [['network', 'topology'], ...host.links.map(({ remote }) => remote.path)];
    peerOrigins.set(host, made);
    return made;
  },
  network: ['network'],
  docker: ['docker'],
  firewall: ['firewall'],
  ovs: ['ovs'],
} as const;
