import type { DataplaneFacts } from '../dataplanes/dataplane.ts';
import { dataplaneOf } from '../dataplanes/host-dataplane.ts';
import type { ManifestPath } from '../diagnostics/diagnostic.ts';
import type { Host } from '../manifest/host.ts';
import type { Manifest } from '../manifest/manifest.ts';
import type { OsFacts } from '../os/os-facts.ts';
import { osOf } from '../os/oses.ts';
import type { Provider } from '../providers/provider.ts';
import { providerOf } from '../providers/providers.ts';

/** Hosts that share something, in the manifest's order; never empty. */
export interface HostGroup<Shared> {
  readonly shared: Shared;
  readonly hosts: readonly [Host, ...Host[]];
  readonly names: readonly string[];
}

/** Where a host's operating system is said: by itself, or by the defaults. */
export function osPath(host: Host): ManifestPath {
  return host.input.os === undefined ? ['defaults', 'os'] : ['hosts', host.name, 'os'];
}

/** Where a host's dataplane is said: by the manifest, or by the choice of its operating system. */
export function dataplanePath(host: Host): ManifestPath {
  return host.dataplane === undefined ? osPath(host) : ['network', 'dataplane'];
}

/** Where a host's provider is said; the host itself where nothing says it. */
export function providerPath(host: Host, manifest: Manifest): ManifestPath {
  if (host.input.provider !== undefined) return ['hosts', host.name, 'provider'];
  return manifest.input.defaults?.provider === undefined ? ['hosts', host.name] : ['defaults', 'provider'];
}

/** The hosts by operating system; those without one are left out. */
export function hostsByOs(hosts: readonly Host[]): HostGroup<OsFacts>[] {
  return groupHosts(hosts, (host) => (host.os === undefined ? undefined : osOf(host.os)));
}

export function hostsByProvider(hosts: readonly Host[]): HostGroup<Provider>[] {
  return groupHosts(hosts, (host) => providerOf(host.provider));
}

/** The hosts by what switches on them; those without an operating system are left out. */
export function hostsByDataplane(hosts: readonly Host[]): HostGroup<DataplaneFacts>[] {
  return groupHosts(hosts, (host) => (host.os === undefined ? undefined : dataplaneOf(host)));
}

function groupHosts<Shared>(hosts: readonly Host[], of: (host: Host) => Shared | undefined): HostGroup<Shared>[] {
  const groups = new Map<Shared, [Host, ...Host[]]>();
  for (const host of hosts) {
    const shared = of(host);
    if (shared === undefined) continue;
    const group = groups.get(shared);
    if (group) group.push(host);
    else groups.set(shared, [host]);
  }
  return [...groups].map(([shared, members]) => ({
    shared,
    hosts: members,
    names: members.map((host) => `hosts.${host.name}`),
  }));
}
