import { expect, test } from 'vitest';
import { example } from '../../../src/check/example.ts';
import { codesOf, said } from '../diagnose.ts';

const HOSTS = [11, 12, 13].map((last) => `host${last - 10}: { address: 10.0.0.${last} }`);
const linux = (rest: string): string => example(HOSTS, `network: { dataplane: linux, ${rest} }\n`);

test('a topology that is not the word full is pointed at', () => {
  expect(said(linux('topology: ring'))).toMatchInlineSnapshot(`
    "7:40 error MI0615: the dataplane linux of hosts.host1, hosts.host2, hosts.host3 supports only split-horizon, but the mesh would use rstp: the topology is not full
      hint: Use topology: full, or dataplane: ovs where the system has it.
      7:23: dataplane linux"
  `);
  expect(codesOf(linux('topology: { star: [host1] }'))).toContain('MI0615');
  expect(codesOf(linux('topology: { links: [[host1, host2], [host2, host3], [host1, host3]] }'))).toContain('MI0615');
});

test('a spanning tree is pointed at', () => {
  expect(said(linux('loops: rstp'))).toMatchInlineSnapshot(`
    "7:37 error MI0615: the dataplane linux of hosts.host1, hosts.host2, hosts.host3 supports only split-horizon, but the mesh would use rstp: set by network.loops
      hint: Remove loops.
      7:23: dataplane linux"
  `);
  expect(codesOf(linux('loops: stp'))).toContain('MI0615');
});

test('the full mesh is fine, by default, as said, and with split horizon as said', () => {
  for (const rest of ['', 'topology: full', 'loops: auto', 'loops: split-horizon']) {
    expect(codesOf(linux(rest))).toEqual([]);
  }
});

test('Open vSwitch keeps every protection', () => {
  for (const loops of ['split-horizon', 'rstp', 'stp']) {
    expect(codesOf(example(HOSTS, `network: { dataplane: ovs, loops: ${loops} }\n`))).not.toContain('MI0615');
  }
});
