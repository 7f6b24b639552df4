import type { ManifestPath } from '../diagnostics/diagnostic.ts';
import type { Host } from '../manifest/host.ts';
import { type Network, networkPath } from '../manifest/network.ts';
import { type TunnelKind, tunnelKinds } from '../tunnels/tunnels.ts';
import { hostsByProvider } from './hosts.ts';

/** Where the manifest names the kind of tunnel, or undefined where it is the default. */
export function tunnelPath(network: Network): ManifestPath | undefined {
  const { tunnel } = network.input;
  if (tunnel === undefined) return undefined;
  return networkPath(network, 'tunnel', ...(typeof tunnel === 'object' ? ['kind'] : []));
}

/** The kinds that the providers of all these hosts pass, behind its firewall too. */
export function passedKinds(hosts: readonly Host[]): TunnelKind[] {
  const providers = hostsByProvider(hosts).map(({ shared }) => shared);
  return tunnelKinds.filter((kind) => !providers.some(({ blocks, fragile }) => blocks?.[kind] ?? fragile?.[kind]));
}
