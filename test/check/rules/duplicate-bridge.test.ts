import { expect, test } from 'vitest';
import { example } from '../../../src/check/example.ts';
import { said } from '../diagnose.ts';

test('both hosts are shown', () => {
  expect(
    said(
      example([
        'host1: { address: 10.0.0.11, bridge: 172.17.42.1 }',
        'host2: { address: 10.0.0.12, bridge: 172.17.42.1 }',
      ]),
    ),
  ).toMatchInlineSnapshot(`
    "5:40 error MI0408: hosts.host2 and hosts.host1 pin the same mesh address 172.17.42.1
      hint: Pin another address, or let meshinit choose one.
      4:40: hosts.host1 has it first"
  `);
});
