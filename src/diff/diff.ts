import { type CompileOptions, planCluster } from '../compile.ts';
import { type Diagnostic, hasErrors } from '../diagnostics/diagnostic.ts';
import { buildHost } from '../host/build.ts';
import type { HostConfig } from '../host/host-config.ts';
import { type HostChange, hostChange } from './host-change.ts';

/** One of two manifests, with its lock. */
export interface Side {
  readonly text: string;
  readonly lock: string | undefined;
}

export interface Difference {
  /** What is wrong with either manifest. With an error there is nothing else. */
  readonly diagnostics: { readonly before: readonly Diagnostic[]; readonly after: readonly Diagnostic[] };
  /** Every host of both, those that stay in the new manifest's order, then those that are gone. */
  readonly hosts: readonly HostChange[];
}

/** What a changed manifest asks of each host. Pure, like `compile`. */
export function diff(before: Side, after: Side, options: CompileOptions = {}): Difference {
  const [old, young] = [before, after].map((side) => configsOf(side, options)) as [Configs, Configs];
  const diagnostics = { before: old.diagnostics, after: young.diagnostics };
  if (hasErrors(old.diagnostics) || hasErrors(young.diagnostics)) return { diagnostics, hosts: [] };
  const gone = [...old.configs.keys()].filter((name) => !young.configs.has(name));
  const names = [...young.configs.keys(), ...gone];
  return { diagnostics, hosts: names.map((name) => hostChange(old.configs.get(name), young.configs.get(name))) };
}

interface Configs {
  readonly diagnostics: readonly Diagnostic[];
  readonly configs: ReadonlyMap<string, HostConfig>;
}

function configsOf({ text, lock }: Side, options: CompileOptions): Configs {
  const { diagnostics, manifest, plan } = planCluster(text, { ...options, lock });
  if (!manifest || !plan) return { diagnostics, configs: new Map() };
  const { mesh } = plan;
  return { diagnostics, configs: new Map(mesh.hosts.map((host) => [host.name, buildHost(manifest, mesh, host)])) };
}
