import { type CompileOptions, planCluster } from '../compile.ts';
import { type Diagnostic, hasErrors } from '../diagnostics/diagnostic.ts';
import { buildHost } from '../host/build.ts';
import type { HostConfig } from '../host/host-config.ts';
import type { Cluster } from '../mesh/mesh.ts';
import { type ProjectInputs, projectInputsOf } from '../project/project-inputs.ts';

/** One of two manifests, with its lock. */
export interface Side extends ProjectInputs {
  readonly text: string;
  readonly lock: string | undefined;
}

/** What a manifest makes of its hosts. */
export interface Built {
  readonly diagnostics: readonly Diagnostic[];
  /** Missing where the manifest is wrong. */
  readonly cluster?: Cluster;
  /** By the hosts' names, in the manifest's order. */
  readonly configs: ReadonlyMap<string, HostConfig>;
}

/**
 * Every host of a manifest as it is to become.
 * @param wanted whether a host is looked at; all where it is not given
 */
export function buildSide(side: Side, options: CompileOptions, wanted: (name: string) => boolean = () => true): Built {
  const { diagnostics, manifest, plan } = planCluster(side.text, {
    ...options,
    ...projectInputsOf(side),
    lock: side.lock,
  });
  if (!manifest || !plan || hasErrors(diagnostics)) return { diagnostics, configs: new Map() };
  const { cluster } = plan;
  const nodes = cluster.nodes.filter(({ name }) => wanted(name));
  const configs = new Map(nodes.map((node) => [node.name, buildHost(manifest, cluster, node)]));
  return { diagnostics, cluster, configs };
}

/** A host's name in the manifest before. */
export function formerName(host: HostConfig, isThere: (name: string) => boolean): string | undefined {
  const { name } = host.plan.node;
  const { was } = host.plan.input.input;
  return isThere(name) ? name : was !== undefined && isThere(was) ? was : undefined;
}
