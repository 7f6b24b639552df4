import { isIP } from 'node:net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ipv4Text, parseAddress } from '../../src/addresses/address.ts';
import { isPublic, specialRangeOf } from '../../src/addresses/special-ranges.ts';

const textOf = (text: string): string => {
  const address = parseAddress(text);
  return 'fault' in address ? `fault: ${address.fault}` : `${address.family} ${address.text}`;
};

describe('an address', () => {
  test('of IPv4 reads back from its number', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffff_ffff }), (value) => {
        expect(parseAddress(ipv4Text(value))).toEqual({ family: 4, text: ipv4Text(value), value: BigInt(value) });
      }),
    );
  });

  test('of IPv6 has one spelling, that of RFC 5952', () => {
    expect(textOf('fd00:0:0:0:0:0:0:11')).toBe('6 fd00::11');
    expect(textOf('FD00::0011')).toBe('6 fd00::11');
    expect(textOf('2001:db8:0:1:1:1:1:1')).toBe('6 2001:db8:0:1:1:1:1:1');
    expect(textOf('2001:db8:0:0:1:0:0:1')).toBe('6 2001:db8::1:0:0:1');
    expect(textOf('::1')).toBe('6 ::1');
    expect(textOf('::')).toBe('6 ::');
  });

  test('of IPv6 reads back from its spelling, whatever it is', () => {
    fc.assert(
      fc.property(fc.ipV6(), (text) => {
        const once = parseAddress(text);
        if ('fault' in once) throw new Error(`${text}: ${once.fault}`);
        expect(parseAddress(once.text)).toEqual(once);
        expect(new URL(`http://[${text}]/`).hostname.slice(1, -1)).toBe(once.text);
      }),
      { numRuns: 300 },
    );
  });

  test('is refused with the reason where people and programs differ', () => {
    expect(textOf('10.0.0.011')).toMatch(/leading zero/);
    expect(textOf('10.0.0.11/24')).toMatch(/prefix length/);
    expect(textOf('fe80::1%eth0')).toMatch(/zone/);
    expect(textOf(' 10.0.0.11')).toMatch(/space/);
    expect(textOf('host1.example.com')).toMatch(/name/);
  });

  test('is refused wherever node’s own reader refuses it', () => {
    const nearly = fc.string({
      unit: fc.constantFrom('0', '1', '2', '5', '9', 'a', 'f', '.', ':', '::'),
      maxLength: 16,
    });
    fc.assert(
      fc.property(nearly, (text) => {
        if (isIP(text) === 0) expect(textOf(text)).toMatch(/^fault/);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a range', () => {
  const use = (text: string): string => {
    const address = parseAddress(text);
    return 'fault' in address ? address.fault : (specialRangeOf(address)?.use ?? 'public');
  };

  test('that no peer can reach, one that is private, and all others, to the address', () => {
    const table: Readonly<Record<string, string>> = {
      '9.255.255.255': 'public',
      '10.0.0.0': 'private',
      '10.255.255.255': 'private',
      '11.0.0.0': 'public',
      '172.15.255.255': 'public',
      '172.16.0.0': 'private',
      '172.31.255.255': 'private',
      '172.32.0.0': 'public',
      '100.63.255.255': 'public',
      '100.64.0.0': 'private',
      '100.128.0.0': 'public',
      '0.0.0.0': 'refused',
      '127.0.0.1': 'refused',
      '169.254.1.1': 'refused',
      '224.0.0.1': 'refused',
      '255.255.255.255': 'refused',
      '::1': 'refused',
      'fe80::1': 'refused',
      'ff02::1': 'refused',
      '::ffff:10.0.0.1': 'refused',
      'fd00::1': 'private',
      '2001:4860:4860::8888': 'public',
    };
    expect(Object.fromEntries(Object.keys(table).map((address) => [address, use(address)]))).toEqual(table);
  });

  test('is public where it is not special', () => {
    const address = parseAddress('8.8.8.8');
    expect('fault' in address || isPublic(address)).toBe(true);
  });
});
