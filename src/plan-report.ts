import { ipv4Text } from './addresses/address.ts';
import { cidrText } from './addresses/cidr.ts';
import { type CompileOptions, compile } from './compile.ts';
import type { Diagnostic } from './diagnostics/diagnostic.ts';
import type { FormatId } from './document/formats/ids.ts';
import type { HostDocument } from './document/pack.ts';
import type { Packing } from './document/packing.ts';
import { layoutOf } from './layouts/layouts.ts';
import type { LoopProtection } from './mesh/loop-ids.ts';
import type { Cluster, Membership, Mesh } from './mesh/mesh.ts';
import type { PlannedContainer, PlannedService } from './mesh/planned-container.ts';
import type { EngineId } from './overlay/ids.ts';
import type { TunnelKind } from './tunnels/tunnels.ts';

/** The plan as `meshinit plan --json` prints it: design sections 4 and 7.10. */
export interface PlanReport {
  readonly name: string;
  /** Inner MTU in bytes. */
  readonly mtu: number;
  readonly loops: LoopProtection;
  readonly tunnel: { readonly kind: TunnelKind; readonly key: number | null; readonly port: number | null };
  readonly hosts: readonly PlannedHost[];
  readonly links: readonly PlannedLink[];
  /** `none` where tunnels travel in the clear: then no host is listed. */
  readonly encryption: {
    readonly kind: 'wireguard' | 'none';
    readonly hosts: readonly PlannedKey[];
  };
  /** `static` where addresses are learned from frames: then there are no reflectors. */
  readonly control: {
    readonly kind: 'static' | 'evpn';
    /** Autonomous system of BGP. */
    readonly as: number | null;
    readonly reflectors: readonly string[];
    /** CIDR: where new hosts are let in from. */
    readonly range: string | null;
  };
  /** Null where nothing is found by name. */
  readonly names: { readonly domain: string } | null;
  /** The main one first, which the keys above describe too; empty where `network` is none. */
  readonly networks: readonly PlannedNetwork[];
  /** Docker's own overlay; null where the manifest has none. */
  readonly overlay: ReportedOverlay | null;
  /** Those that the manifest declares, once for each of their hosts. */
  readonly containers: readonly ReportedContainer[];
  /** Those of the hosts' Compose files. */
  readonly services: readonly ReportedService[];
}

export interface ReportedService {
  readonly name: string;
  readonly host: string;
  /** Null where the host makes it. */
  readonly image: string | null;
  readonly networks: readonly {
    readonly name: string;
    /** Null where Docker gives it one. */
    readonly address: string | null;
  }[];
}

export interface ReportedOverlay {
  readonly engine: EngineId;
  /** Hosts that hold its state. */
  readonly seats: readonly string[];
  /** UDP port of VXLAN between hosts. */
  readonly data_path_port: number;
  /** CIDR; null where the engine has none. */
  readonly address_pool: string | null;
  /** Bytes of the largest packet that its VXLAN may fill. */
  readonly mtu: number;
  readonly networks: readonly {
    readonly name: string;
    /** CIDR; null where Docker chooses it. */
    readonly subnet: string | null;
    readonly encrypted: boolean;
    readonly attachable: boolean;
  }[];
}

export interface ReportedContainer {
  readonly name: string;
  readonly host: string;
  readonly image: string;
  readonly networks: readonly {
    readonly name: string;
    readonly address: string;
    /** Null where the network has no IPv6. */
    readonly address6: string | null;
  }[];
}

/** A network of the cluster. What it does not have is null. */
export interface PlannedNetwork {
  readonly name: string;
  /** Of its Docker network on the hosts. */
  readonly docker: string;
  /** CIDR. */
  readonly subnet: string;
  /** CIDR. */
  readonly subnet6: string | null;
  /** Of its tunnels; null where they have none, and where the network has no tunnels of its own. */
  readonly key: number | null;
  /** The tag of its frames in the main network's tunnels. */
  readonly vlan: number | null;
  /** Inner MTU in bytes. */
  readonly mtu: number;
  readonly loops: LoopProtection;
  readonly hosts: readonly Pick<PlannedHost, 'name' | 'slice' | 'bridge' | 'links'>[];
  readonly links: readonly PlannedLink[];
}

export interface PlannedKey {
  readonly name: string;
  /** WireGuard address. */
  readonly address: string;
  /** In base64; null where it is still to be derived: a new host, and no seed. */
  readonly public_key: string | null;
  /** Of the key; null of a host’s own pair. */
  readonly generation: number | null;
}

export interface PlannedLink {
  readonly name: string;
  readonly number: number;
  readonly hosts: readonly [string, string];
}

export interface PlannedHost {
  readonly name: string;
  readonly os: string;
  /** Underlay address. */
  readonly address: string;
  /** CIDR; null where `network` is none. */
  readonly slice: string | null;
  /** Mesh address; null where `network` is none. */
  readonly bridge: string | null;
  readonly links: readonly {
    readonly name: string;
    readonly number: number;
    readonly peer: string;
    readonly remote: string;
  }[];
  readonly document: {
    readonly format: FormatId;
    readonly packing: Packing;
    readonly bytes: number;
    readonly limit: number;
  };
}

export interface PlanResult {
  readonly diagnostics: readonly Diagnostic[];
  readonly report?: PlanReport;
  readonly cluster?: Cluster;
}

/** The numbers of a cluster, with the sizes of its documents, of which none is kept. Pure, like `compile`. */
export function plan(text: string, options: CompileOptions = {}): PlanResult {
  const documents: DocumentSize[] = [];
  const take = ({ host, os, format, packing, bytes, limit }: HostDocument): number =>
    documents.push({ host, os, format, packing, bytes, limit });
  const { diagnostics, cluster } = compile(text, { ...options, take, isTrial: true });
  return cluster ? { diagnostics, cluster, report: reportOf(cluster, documents) } : { diagnostics };
}

/** What is said of a document besides its content. */
export type DocumentSize = Pick<HostDocument, 'host' | 'format' | 'packing' | 'bytes' | 'limit'> & {
  readonly os: string;
};

/** Links, of which fifty million are never held at once, are made when somebody asks for them. */
export function reportOf(cluster: Cluster, documents: readonly DocumentSize[]): PlanReport {
  const byHost = new Map(documents.map((document) => [document.host, document]));
  const { name, networks } = cluster;
  const [mesh] = networks;
  return {
    name,
    mtu: mesh.mtu.value,
    loops: mesh.loops.kind,
    tunnel: { kind: mesh.tunnel.kind, key: mesh.tunnel.key ?? null, port: mesh.tunnel.port ?? null },
    hosts: mesh.members.flatMap((host) => {
      const document = byHost.get(host.name);
      return document ? [plannedHost(mesh, host, document)] : [];
    }),
    get links() {
      return isBuilt(mesh) ? plannedLinks(mesh) : [];
    },
    encryption: plannedEncryption(cluster),
    control: plannedControl(cluster),
    names: cluster.domain === undefined ? null : { domain: cluster.domain },
    networks: networks.filter(isBuilt).map(plannedNetwork),
    overlay: reportedOverlay(cluster),
    containers: cluster.containers.map(reportedContainer),
    services: cluster.services.map(reportedService),
  };
}

const plannedEncryption = ({ encryption, nodes }: Cluster): PlanReport['encryption'] => ({
  kind: encryption?.kind ?? 'none',
  hosts: nodes.flatMap(({ name, wireguard }): PlannedKey[] => {
    const key = wireguard?.keys.at(-1);
    if (!wireguard || !key) return [];
    const { publicKey, generation } = key;
    return [{ name, address: wireguard.address.text, public_key: publicKey ?? null, generation: generation ?? null }];
  }),
});

const isBuilt = ({ layout }: Mesh): boolean => layoutOf(layout).isBuilt;

function reportedOverlay({ overlay }: Cluster): ReportedOverlay | null {
  if (!overlay) return null;
  const { engine, seats, dataPathPort, addressPool, mtu, networks } = overlay;
  return {
    engine,
    seats,
    data_path_port: dataPathPort,
    address_pool: addressPool ? cidrText(addressPool) : null,
    mtu,
    networks: networks.map(({ subnet, ...network }) => ({ ...network, subnet: subnet ?? null })),
  };
}
const plannedControl = ({ control }: Cluster): PlanReport['control'] => ({
  kind: control?.kind ?? 'static',
  as: control?.as ?? null,
  reflectors: control?.reflectors ?? [],
  range: control?.range ? cidrText(control.range) : null,
});

export const reportedContainer = ({ name, host, image, networks }: PlannedContainer): ReportedContainer => ({
  ...{ name, host, image },
  networks: networks.map(({ network, address, address6 }) => ({
    name: network,
    address: ipv4Text(address),
    address6: address6?.text ?? null,
  })),
});

export const reportedService = ({ name, host, image, networks }: PlannedService): ReportedService => ({
  ...{ name, host, image: image ?? null },
  networks: networks.map(({ network, address }) => ({
    name: network,
    address: address === undefined ? null : ipv4Text(address),
  })),
});

const plannedNetwork = (mesh: Mesh): PlannedNetwork => ({
  name: mesh.name,
  docker: mesh.docker,
  subnet: cidrText(mesh.subnet),
  subnet6: mesh.subnet6?.text ?? null,
  key: mesh.vlan === undefined ? (mesh.tunnel.key ?? null) : null,
  vlan: mesh.vlan ?? null,
  mtu: mesh.mtu.value,
  loops: mesh.loops.kind,
  hosts: mesh.members.map(plannedMember),
  get links() {
    return plannedLinks(mesh);
  },
});

const plannedLinks = ({ links }: Mesh): PlannedLink[] =>
  links.map(({ name, number, hosts }) => ({ name, number, hosts }));

const plannedHost = (
  mesh: Mesh,
  host: Membership,
  { os, format, packing, bytes, limit }: DocumentSize,
): PlannedHost => ({
  name: host.name,
  os,
  address: host.node.address.text,
  ...(isBuilt(mesh) ? placeOf(host) : { slice: null, bridge: null }),
  get links() {
    return isBuilt(mesh) ? linksOf(host) : [];
  },
  document: { format, packing, bytes, limit },
});

/** What a host has in one network. */
const plannedMember = (host: Membership): PlannedNetwork['hosts'][number] => ({
  name: host.name,
  ...placeOf(host),
  get links() {
    return linksOf(host);
  },
});

const placeOf = ({ slice, bridge }: Membership): Pick<PlannedHost, 'slice' | 'bridge'> => ({
  slice: cidrText(slice),
  bridge: ipv4Text(bridge),
});

const linksOf = ({ links }: Membership): PlannedHost['links'] =>
  links.map(({ name, number, peer, remote }) => ({
    name,
    number,
    peer: peer.name,
    remote: remote.address.text,
  }));
