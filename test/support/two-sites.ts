import { stringify } from 'yaml';
import { dataplaneFacts } from '../../src/dataplanes/dataplanes.ts';
import type { FormatId } from '../../src/document/formats/ids.ts';
import type { OsId } from '../../src/os/ids.ts';
import { dataplaneIdsOf, firewallIdsOf, stackIdsOf } from '../../src/os/os-facts.ts';
import { oses } from '../../src/os/oses.ts';

/** How the hosts' addresses are said. */
export type Addresses = 'IPv4' | 'IPv6' | 'names';

/** A system, what keeps its network and its tunnels, and how its peers are addressed. */
export interface SiteCase {
  readonly title: string;
  readonly os: OsId;
  readonly network: { readonly dataplane: string; readonly stack: string; readonly tunnel: string };
  readonly firewall: string;
  readonly addresses: Addresses;
  readonly formats: readonly FormatId[];
}

interface Seat {
  readonly site: string | undefined;
  /** The last part of its address at its own site, and of that which other sites reach. */
  readonly inside: string;
  readonly outside: string;
}

/**
 * Private addresses that two sites have both; hosts that say the one address or the other as `address`, that have one for
 * all, and one that names no site.
 */
export const seats: Readonly<Record<string, Seat>> = {
  a1: { site: 'a', inside: 'private 11', outside: 'public 1' },
  a2: { site: 'a', inside: 'private 12', outside: 'public 2' },
  b1: { site: 'b', inside: 'private 11', outside: 'public 3' },
  b2: { site: 'b', inside: 'private 13', outside: 'public 4' },
  c1: { site: undefined, inside: 'public 5', outside: 'public 5' },
};

const PREFIXES = {
  IPv4: { private: '10.0.0.', public: '198.51.100.' },
  IPv6: { private: 'fd00::', public: '2001:db8::' },
};

/** As the manifest says it. */
export function saidAs(seat: string, addresses: Addresses): string {
  const [kind, number] = seat.split(' ');
  if (addresses === 'names' && kind === 'public') return `web${number}.example.com`;
  return PREFIXES[addresses === 'IPv6' ? 'IPv6' : 'IPv4'][kind === 'private' ? 'private' : 'public'] + number;
}

/** As it stands in packets: a name is resolved to its address. */
export const inPackets = (seat: string, addresses: Addresses): string =>
  saidAs(seat, addresses === 'names' ? 'IPv4' : addresses);

/** Where one host reaches another, and where that one's packets come from: behind a provider's NAT, its public address. */
export function seatFrom(host: string, peer: string): string {
  const [own, other] = [seats[host], seats[peer]];
  if (!own || !other) throw new Error(`${host} or ${peer} has no seat`);
  return own.site === other.site ? other.inside : other.outside;
}

export const peersOf = (host: string): string[] => Object.keys(seats).filter((name) => name !== host);

export function siteManifest({ os, network, firewall, addresses }: SiteCase): string {
  const hosts = Object.entries(seats).map(([name, { site, inside, outside }], index) => {
    const [own, other] = [saidAs(inside, addresses), saidAs(outside, addresses)];
    // By turns, so that no reader of `address` alone is right at every host.
    const both =
      index % 2 === 0
        ? { address: own, addresses: { public: other } }
        : { address: other, addresses: { private: own } };
    return [name, { ...(site === undefined ? {} : { site }), ...(inside === outside ? { address: own } : both) }];
  });
  return stringify({
    meshinit: 1,
    name: 'sites',
    // It takes documents of any size as they are.
    defaults: { os, provider: 'nocloud' },
    hosts: Object.fromEntries(hosts),
    network,
    firewall,
  });
}

/** Every system with each dataplane, stack and firewall, over each family that it carries, and by names where it follows them. */
export const siteCases: readonly SiteCase[] = oses.flatMap((os) =>
  dataplaneIdsOf(os).flatMap((dataplane) =>
    stackIdsOf(os, dataplaneFacts(dataplane)).flatMap((stack) =>
      firewallIdsOf(os).flatMap((id, index) =>
        (['IPv4', 'IPv6', 'names'] as const)
          .filter((addresses) => {
            if (addresses === 'IPv6') return os.kernel[0] > 4 || (os.kernel[0] === 4 && os.kernel[1] >= 3);
            const follows = !('followsNames' in os) && stack === 'systemd' && ['nftables', 'none'].includes(id);
            return addresses === 'IPv4' || follows;
          })
          .map((addresses) => ({
            title: [os.id, dataplane, stack, id, addresses].join(', '),
            os: os.id,
            network: { dataplane, stack, tunnel: 'vxlan' },
            // The first is what `auto` means, and iptables has no other name.
            firewall: index === 0 ? 'auto' : id,
            addresses,
            formats: os.formats,
          })),
      ),
    ),
  ),
);
