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
    ['10.0.0.256', 'is not an IPv4 address'],
    ['10.0.0.1l', 'is neither an IP address nor a DNS name'],
    ['web1', 'is neither an address nor a name with a domain'],
    ['web_1.example.com', 'is neither an IP address nor a DNS name'],
    ['web1..example.com', 'nor a DNS name'],
    ['-web1.example.com', 'nor a DNS name'],
    [`${'a'.repeat(64)}.example.com`, 'nor a DNS name'],
    [`${'a.'.repeat(130)}example`, 'nor a DNS name'],
    ['web1.example.com:22', 'nor a DNS name'],
    ['', 'is not an IPv4 address'],
    ['web1.example.com; reboot', 'nor a DNS name'],
    ['$(reboot).example.com', 'nor a DNS name'],
    ['-a.b', 'nor a DNS name'],
    ['fd00:::1', 'is not an IPv6 address'],
  ])('%j is neither', (text, why) => {
    expect(parseHostAddress(text, 4)).toEqual({ fault: expect.stringContaining(why) });
  });
});
