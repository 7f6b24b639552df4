import type { Host } from '../manifest/host.ts';
import { encapsulations, type TunnelKind } from '../tunnels/tunnels.ts';
import { hostsByProvider } from './hosts.ts';

/** The kinds that the providers of all these hosts pass, behind its firewall too. */
export function passedKinds(hosts: readonly Host[]): TunnelKind[] {
  const providers = hostsByProvider(hosts).map(({ shared }) => shared);
  return encapsulations.filter((kind) => !providers.some(({ blocks, fragile }) => blocks?.[kind] ?? fragile?.[kind]));
}
