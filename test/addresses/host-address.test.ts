import { describe, expect, test } from 'vitest';
import { isNamed, parseHostAddress } from '../../src/addresses/host-address.ts';

describe('a host is reached at', () => {
  test.each(['10.0.0.11', 'fd00::11'])('the address %s', (text) => {
    const address = parseHostAddress(text, 4);
    expect('fault' in address || isNamed(address)).toBe(false);
  });

  test.each([
    ['web1.example.com', 'web1.example.com'],
    ['WEB-1.Example.COM.', 'web-1.example.com'],
    ['a.b', undefined],
    ['1web.example.com', '1web.example.com'],
    ['xn--bcher-kva.example', 'xn--bcher-kva.example'],
    [`${'a'.repeat(63)}.example.com`, `${'a'.repeat(63)}.example.com`],
  ])('the name %s, or not', (text, name) => {
    const address = parseHostAddress(text, 6);
    if (name === undefined) expect(address).toHaveProperty('fault');
    else expect(address).toEqual({ family: 6, text: name, isName: true });
  });

  test.each([
    ['10.0.0.256', 'is no IPv4 address'],
    ['10.0.0.1l', 'is a name; expected an IPv4 or IPv6 address'],
    ['web1', 'is a name without its domain, and no address'],
    ['web_1.example.com', 'is no DNS name, and no address'],
    ['web1..example.com', 'is no DNS name'],
    ['-web1.example.com', 'is no DNS name'],
    [`${'a'.repeat(64)}.example.com`, 'is no DNS name'],
    [`${'a.'.repeat(130)}example`, 'is no DNS name'],
    ['web1.example.com:22', 'is no IPv6 address'],
    ['', 'is no IPv4 address'],
    ['web1.example.com; reboot', 'is a name'],
    ['$(reboot).example.com', 'is a name'],
  ])('%j is neither', (text, why) => {
    expect(parseHostAddress(text, 4)).toEqual({ fault: expect.stringContaining(why) });
  });
});
