import { expect, test } from 'vitest';
import { example } from '../../../src/check/example.ts';
import { codesOf, said } from '../diagnose.ts';

test("in another host's slice it is an error in either layout", () => {
  expect(
    said(
      example([
        'host1: { address: 10.0.0.11, bridge: 172.17.128.1 }',
        'host2: { address: 10.0.0.12, slice: 172.17.128.0/18 }',
      ]),
    ),
  ).toMatchInlineSnapshot(`
    "4:40 error MI0409: hosts.host1.bridge 172.17.128.1 lies in hosts.host2.slice 172.17.128.0/18: a container there could get it
      hint: Pin an address outside every slice, or let meshinit choose one.
      5:39: the slice of hosts.host2"
  `);
});

test('in its own slice it is an error in layout per-host', () => {
  expect(
    said(
      example(
        ['host1: { address: 10.0.0.11, slice: 172.17.64.0/18, bridge: 172.17.64.1 }'],
        'network: { layout: per-host }\n',
      ),
    ),
  ).toMatchInlineSnapshot(`
    "4:63 error MI0409: hosts.host1.bridge 172.17.64.1 lies in its own slice 172.17.64.0/18, which in layout per-host is only for its containers
      hint: Pin an address outside every slice, or let meshinit choose one.
      4:39: its own slice"
  `);
});

test("in its own slice it is fine in layout shared, since Docker keeps its bridge's address", () => {
  expect(codesOf(example(['host1: { address: 10.0.0.11, slice: 172.17.64.0/18, bridge: 172.17.64.1 }']))).not.toContain(
    'MI0409',
  );
});

test('between slices it is fine', () => {
  expect(
    codesOf(
      example([
        'host1: { address: 10.0.0.11, bridge: 172.17.42.1 }',
        'host2: { address: 10.0.0.12, slice: 172.17.64.0/18 }',
        'host3: { address: 10.0.0.13, slice: 172.17.0.0/19 }',
      ]),
    ),
  ).not.toContain('MI0409');
});
