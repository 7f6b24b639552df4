import { expect, test } from 'vitest';
import { parseCidr } from '../../src/addresses/cidr.ts';
import { reverseZones } from '../../src/addresses/reverse-zones.ts';

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
