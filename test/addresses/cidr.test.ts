import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ipv4Text } from '../../src/addresses/address.ts';
import {
  blockAt,
  cidrSize,
  cidrText,
  contains,
  holds,
  netmaskText,
  overlaps,
  parseCidr,
} from '../../src/addresses/cidr.ts';

const addresses = fc.integer({ min: 0, max: 0xffff_ffff });
const prefixes = fc.integer({ min: 0, max: 32 });
const blocks = fc.tuple(addresses, prefixes).map(([address, prefix]) => blockAt(address, prefix));

describe('a CIDR block', () => {
  test('reads back from its text', () => {
    fc.assert(
      fc.property(blocks, (block) => {
        expect(parseCidr(cidrText(block))).toEqual(block);
      }),
    );
  });

  test('holds the address it was made for, begins at a multiple of its size, and has 2^(32 - prefix) addresses', () => {
    fc.assert(
      fc.property(addresses, prefixes, (address, prefix) => {
        const block = blockAt(address, prefix);
        expect(holds(block, address)).toBe(true);
        expect(cidrSize(block)).toBe(2 ** (32 - prefix));
        expect(block.first % cidrSize(block)).toBe(0);
      }),
    );
  });

  test('overlaps another only where one contains the other', () => {
    fc.assert(
      fc.property(blocks, blocks, (a, b) => {
        expect(overlaps(a, b)).toBe(contains(a, b) || contains(b, a));
        expect(overlaps(a, b)).toBe(overlaps(b, a));
      }),
    );
  });

  test('with host bits set is refused, and the block is named', () => {
    expect(parseCidr('172.17.42.1/16')).toEqual({ fault: 'has host bits set; the block is 172.17.0.0/16' });
  });

  test('of another form is refused', () => {
    for (const text of [
      '',
      '172.17.0.0',
      '172.17.0.0/',
      '172.17.0.0/33',
      '172.17.0.0/016',
      '172.17.0.0/-1',
      '172.17.0.0/1/2',
      '172.17/16',
      'fd00::/64',
      ' 172.17.0.0/16',
      '172.17.0.0/16 ',
      '172.017.0.0/16',
      '0x0.0.0.0/8',
    ]) {
      expect(`${text} ${'fault' in parseCidr(text)}`).toBe(`${text} true`);
    }
  });

  test('has a netmask of as many ones as its prefix', () => {
    expect([0, 1, 8, 12, 16, 18, 24, 31, 32].map(netmaskText)).toEqual([
      '0.0.0.0',
      '128.0.0.0',
      '255.0.0.0',
      '255.240.0.0',
      '255.255.0.0',
      '255.255.192.0',
      '255.255.255.0',
      '255.255.255.254',
      '255.255.255.255',
    ]);
  });

  test('of the highest addresses is not negative', () => {
    expect(ipv4Text(0xffff_ffff)).toBe('255.255.255.255');
    expect(cidrText(blockAt(0xffff_ff01, 24))).toBe('255.255.255.0/24');
  });
});
