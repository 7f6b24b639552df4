import { type HostAddress, isHidden } from '../addresses/host-address.ts';
import type { ManifestPath } from '../diagnostics/diagnostic.ts';
import type { Host } from './host.ts';

/** One of a host's addresses, and where the manifest says it. */
export interface Underlay {
  readonly address: HostAddress;
  readonly path: ManifestPath;
}

/** Every address that a host is given, and could be read; one behind NAT has none. */
export function underlaysOf({ name, address, addresses }: Host): Underlay[] {
  const given = [
    { address, path: ['hosts', name, 'address'] },
    { address: addresses.private, path: ['hosts', name, 'addresses', 'private'] },
    { address: addresses.public, path: ['hosts', name, 'addresses', 'public'] },
  ];
  return given.flatMap(({ address: read, path }) => (read && !isHidden(read) ? [{ address: read, path }] : []));
}

/** Where hosts of its own site reach a host. */
export const insideOf = (host: Host): Underlay | undefined => pick(host, 'private');

/** Where hosts of other sites reach it. */
export const outsideOf = (host: Host): Underlay | undefined => pick(host, 'public');

function pick({ name, address, addresses }: Host, kind: 'private' | 'public'): Underlay | undefined {
  const own = addresses[kind];
  if (own) return { address: own, path: ['hosts', name, 'addresses', kind] };
  return address && { address, path: ['hosts', name, 'address'] };
}

/** Whether hosts of a host's own site and those of others reach it at two addresses. */
export function hasTwoAddresses(host: Host, hosts: readonly Host[]): boolean {
  const [inside, outside] = [insideOf(host), outsideOf(host)];
  return (
    hasSites(hosts) && inside !== undefined && outside !== undefined && inside.address.text !== outside.address.text
  );
}

/** Whether some hosts are of one site and some of another; those that name none are of one too. */
export const hasSites = (hosts: readonly Host[]): boolean => hosts.some(({ site }) => site !== hosts[0]?.site);
