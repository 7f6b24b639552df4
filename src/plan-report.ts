import { ipv4Text } from './addresses/address.ts';
import { cidrText } from './addresses/cidr.ts';
import { type Compilation, type CompileOptions, compile } from './compile.ts';
import type { Diagnostic } from './diagnostics/diagnostic.ts';
import type { FormatId } from './document/formats/ids.ts';
import type { HostDocument } from './document/pack.ts';
import type { Packing } from './document/packing.ts';
import type { LoopProtection } from './mesh/loop-ids.ts';
import type { Cluster, Membership } from './mesh/mesh.ts';
import type { TunnelKind } from './tunnels/tunnels.ts';

/** The plan as `meshinit plan --json` prints it: design section 4. */
export interface PlanReport {
  readonly name: string;
  /** Inner MTU in bytes. */
  readonly mtu: number;
  readonly loops: LoopProtection;
  readonly tunnel: { readonly kind: TunnelKind; readonly key: number | null; readonly port: number | null };
  readonly hosts: readonly PlannedHost[];
  readonly links: readonly {
    readonly name: string;
    readonly number: number;
    readonly hosts: readonly [string, string];
  }[];
}

export interface PlannedHost {
  readonly name: string;
  readonly os: string;
  /** Underlay address. */
  readonly address: string;
  /** CIDR. */
  readonly slice: string;
  /** Mesh address. */
  readonly bridge: string;
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

/** The numbers of a cluster, with the sizes of its documents. Pure, like `compile`. */
export function plan(text: string, options: CompileOptions = {}): PlanResult {
  const compilation = compile(text, options);
  const { diagnostics, cluster } = compilation;
  return cluster ? { diagnostics, cluster, report: reportOf(cluster, compilation) } : { diagnostics };
}

export function reportOf(
  { name, networks: [mesh] }: Cluster,
  { documents }: Pick<Compilation, 'documents'>,
): PlanReport {
  const byHost = new Map(documents.map((document) => [document.host, document]));
  return {
    name,
    mtu: mesh.mtu.value,
    loops: mesh.loops.kind,
    tunnel: { kind: mesh.tunnel.kind, key: mesh.tunnel.key ?? null, port: mesh.tunnel.port ?? null },
    hosts: mesh.members.flatMap((host) => {
      const document = byHost.get(host.name);
      return document ? [plannedHost(host, document)] : [];
    }),
    links: mesh.links.map(({ name, number, hosts }) => ({ name, number, hosts })),
  };
}

function plannedHost(host: Membership, { os, format, packing, bytes, limit }: HostDocument): PlannedHost {
  return {
    name: host.name,
    os,
    address: host.node.address.text,
    slice: cidrText(host.slice),
    bridge: ipv4Text(host.bridge),
    links: host.links.map(({ name, number, peer, remote }) => ({
      name,
      number,
      peer: peer.name,
      remote: remote.address.text,
    })),
    document: { format, packing, bytes, limit },
  };
}
