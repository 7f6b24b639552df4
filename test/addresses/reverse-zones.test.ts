import { expect, test } from 'vitest';
import { parseAddressRange } from '../../src/addresses/address-range.ts';
import { parseCidr } from '../../src/addresses/cidr.ts';
import { reverseZone6, reverseZones } from '../../src/addresses/reverse-zones.ts';

function zones(text: string): string[] {
  const block = parseCidr(text);
  if ('fault' in block) throw new Error(block.fault);
  return reverseZones(block);
}

test.each([
  ['10.0.0.0/8', ['10.in-addr.arpa']],
  ['172.17.0.0/16', ['17.172.in-addr.arpa']],
  ['172.16.0.0/15', ['16.172.in-addr.arpa', '17.172.in-addr.arpa']],
  ['192.168.7.0/24', ['7.168.192.in-addr.arpa']],
  [
    '192.168.7.128/30',
    ['128.7.168.192', '129.7.168.192', '130.7.168.192', '131.7.168.192'].map((zone) => `${zone}.in-addr.arpa`),
  ],
  ['0.0.0.0/0', Array.from({ length: 256 }, (_, byte) => `${byte}.in-addr.arpa`)],
])('look-ups by an address of %s are asked for in zones that hold no other', (text, expected) => {
  expect(zones(text)).toEqual(expected);
});

test.each([
  ['fd12:3456:789a:1::/64', '1.0.0.0.a.9.8.7.6.5.4.3.2.1.d.f.ip6.arpa'],
  ['2001:db8::/64', '0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa'],
  ['100:0:0:abc::/64', 'c.b.a.0.0.0.0.0.0.0.0.0.0.0.1.0.ip6.arpa'],
])('look-ups by an address of %s are asked for in one zone', (text, expected) => {
  const block = parseAddressRange(text);
  if ('fault' in block) throw new Error(block.fault);
  expect(reverseZone6(block)).toBe(expected);
});
