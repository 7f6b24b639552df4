import { ipv4Text } from './address.ts';
import type { AddressRange } from './address-range.ts';
import type { Cidr } from './cidr.ts';
import { IPV6_PREFIX } from './ipv6-block.ts';

/** The zones of in-addr.arpa that hold a block's addresses and no others: one, or where its prefix ends within a byte several. */
export function reverseZones({ first, last, prefix }: Cidr): string[] {
  const bytes = Math.max(1, Math.ceil(prefix / 8));
  const size = 2 ** (32 - bytes * 8);
  return Array.from({ length: (last - first + 1) / size }, (_, index) => {
    const labels = ipv4Text(first + index * size)
      .split('.')
      .slice(0, bytes);
    return `${labels.toReversed().join('.')}.in-addr.arpa`;
  });
}

/** The zone of ip6.arpa that holds the addresses of a /64 and no others. */
export function reverseZone6({ first }: AddressRange): string {
  const digits = (first >> BigInt(128 - IPV6_PREFIX)).toString(16).padStart(IPV6_PREFIX / 4, '0');
  return `${[...digits].toReversed().join('.')}.ip6.arpa`;
}
