import type { Family } from '../tunnels/tunnel.ts';
import { type AddressRange, knownRange } from './address-range.ts';
import { type HostAddress, isNamed } from './host-address.ts';

/** What a range is reserved for, and what that means for a host that its peers must reach. */
interface SpecialRange {
  readonly cidr: string;
  readonly name: string;
  /** `refused`: no peer can reach it. `private`: not routed on the internet (RFC 1918, 6598, 4193). */
  readonly use: 'refused' | 'private';
}

// IANA's special-purpose address registries; 192.88.99.0/24 and the documentation ranges are left to the user.
const ranges: readonly SpecialRange[] = [
  { cidr: '0.0.0.0/8', name: 'unspecified ("this network")', use: 'refused' },
  { cidr: '127.0.0.0/8', name: 'loopback', use: 'refused' },
  { cidr: '169.254.0.0/16', name: 'link-local', use: 'refused' },
  { cidr: '224.0.0.0/4', name: 'multicast', use: 'refused' },
  { cidr: '240.0.0.0/4', name: 'reserved or broadcast', use: 'refused' },
  { cidr: '10.0.0.0/8', name: 'private', use: 'private' },
  { cidr: '172.16.0.0/12', name: 'private', use: 'private' },
  { cidr: '192.168.0.0/16', name: 'private', use: 'private' },
  { cidr: '100.64.0.0/10', name: 'shared (carrier NAT)', use: 'private' },
  { cidr: '::/128', name: 'unspecified', use: 'refused' },
  { cidr: '::1/128', name: 'loopback', use: 'refused' },
  { cidr: '::ffff:0:0/96', name: 'an IPv4 address mapped into IPv6', use: 'refused' },
  { cidr: 'fe80::/10', name: 'link-local', use: 'refused' },
  { cidr: 'ff00::/8', name: 'multicast', use: 'refused' },
  { cidr: 'fc00::/7', name: 'unique local', use: 'private' },
];

type Bounds = SpecialRange & AddressRange;

/** By family, when first asked for: a mesh of IPv4 needs no IPv6 ones. */
const tables: Partial<Record<Family, readonly Bounds[]>> = {};

function boundsOf(family: Family): readonly Bounds[] {
  tables[family] ??= ranges
    .filter(({ cidr }) => cidr.includes(':') === (family === 6))
    .map((range) => ({ ...range, ...knownRange(range.cidr) }));
  return tables[family];
}

/** The special range that an address lies in, if any; of a name nobody knows. */
export function specialRangeOf(address: HostAddress): SpecialRange | undefined {
  if (isNamed(address)) return undefined;
  return boundsOf(address.family).find(({ first, last }) => first <= address.value && address.value <= last);
}

export const isPublic = (address: HostAddress): boolean => !isNamed(address) && specialRangeOf(address) === undefined;
