import { expect, test } from 'vitest';
import { example } from '../../../src/check/example.ts';
import { said } from '../diagnose.ts';

test('the end that is unknown is pointed at', () => {
  expect(
    said(
      example(
        ['host1: { address: 10.0.0.11 }', 'host2: { address: 10.0.0.12 }', 'host3: { address: 10.0.0.13 }'],
        'network: { topology: { links: [[host1, host2], [hos3, host2]] } }\n',
      ),
    ),
  ).toMatchInlineSnapshot(`
    "7:49 error MI0412: the link ['hos3', 'host2'] goes to 'hos3', but no host has that name; hosts: host1, host2, host3
      hint: Did you mean 'host3'?"
  `);
});

test('a host that was left out for a fault of its own is still a host', () => {
  expect(
    said(
      example(
        ['host1: { address: 10.0.0.11 }', 'host2: {}', 'host3: { address: 10.0.0.13 }'],
        'network: { topology: { links: [[host1, host2], [host2, host3]] } }\n',
      ),
    ),
  ).toMatchInlineSnapshot(`
    "5:3 error MI0202: hosts.host2 has no 'address'
      hint: For example: address: 10.0.0.11"
  `);
});

test('a name from JavaScript is no host', () => {
  expect(
    said(
      example(
        ['host1: { address: 10.0.0.11 }', 'host2: { address: 10.0.0.12 }', 'host3: { address: 10.0.0.13 }'],
        'network: { topology: { links: [[host1, host2], [host2, host3], [host3, constructor]] } }\n',
      ),
    ),
  ).toMatchInlineSnapshot(
    `"7:72 error MI0412: the link ['host3', 'constructor'] goes to 'constructor', but no host has that name; hosts: host1, host2, host3"`,
  );
});
