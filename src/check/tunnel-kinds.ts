import type { ManifestPath } from '../diagnostics/diagnostic.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { type TunnelKind, tunnelKinds } from '../tunnels/tunnels.ts';
import { hostsByProvider } from './hosts.ts';

/** Where the manifest names the kind of tunnel, or undefined where it is the default. */
export function tunnelPath({ input }: Manifest): ManifestPath | undefined {
  const tunnel = input.network?.tunnel;
  if (tunnel === undefined) return undefined;
  return typeof tunnel === 'object' ? ['network', 'tunnel', 'kind'] : ['network', 'tunnel'];
}

/** The kinds that every provider of the cluster passes, behind its firewall too. */
export function passedKinds(manifest: Manifest): TunnelKind[] {
  const providers = hostsByProvider(manifest).map(({ shared }) => shared);
  return tunnelKinds.filter((kind) => !providers.some(({ blocks, fragile }) => blocks?.[kind] ?? fragile?.[kind]));
}
