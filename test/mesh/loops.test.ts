import { describe, expect, test } from 'vitest';
import { compile } from '../../src/compile.ts';
import { compiled, planned } from '../support/hosts.ts';
import { thoroughTest } from '../support/thorough.ts';

const SHA256 = '5e2b1d5a7d4c0e9f8a6b3c1d2e4f60718293a4b5c6d7e8f90123456789abcdef';
const deb = (version: string): string =>
  `ovs: { from: { debs: [{ url: "https://packages.example.com/openvswitch-switch_${version}-1_amd64.deb", sha256: ${SHA256} }] } }\n`;

const manifest = (os: string, network: string, rest = '', count = 3): string =>
  `meshinit: 1\ndefaults: { os: ${os}, provider: nocloud }\nhosts:\n${Array.from({ length: count }, (_, index) => `  h${index + 1}: { address: 10.${index >> 8}.${index & 255}.1 }\n`).join('')}network: ${network}\n${rest}`;

const loopsOf = (...args: Parameters<typeof manifest>): string => compiled(manifest(...args)).mesh.loops.kind;
const codesOf = (...args: Parameters<typeof manifest>): string[] =>
  compile(manifest(...args)).diagnostics.map(({ code, severity }) => `${severity} ${code}`);

describe('loop protection is chosen', () => {
  test('split horizon in a full mesh whose Open vSwitches know it, from 2.7 on', () => {
    expect(loopsOf('debian-12', '{}')).toBe('split-horizon');
    expect(loopsOf('centos-7', '{}')).toBe('split-horizon');
    expect(loopsOf('debian-12', '{}', deb('2.7.0'))).toBe('split-horizon');
  });

  test('RSTP from 2.4 on, and STP before it', () => {
    expect(loopsOf('debian-12', '{}', deb('2.6.1'))).toBe('rstp');
    expect(loopsOf('ubuntu-14.04', '{}', deb('2.4.0'))).toBe('rstp');
    expect(loopsOf('ubuntu-14.04', '{}', deb('2.3.1'))).toBe('stp');
    expect(loopsOf('ubuntu-14.04', '{}')).toBe('stp');
  });

  test('by the version’s number, not by its text: 2.17 is newer than 2.7', () => {
    expect(loopsOf('debian-12', '{}', deb('2.17.0'))).toBe('split-horizon');
    expect(loopsOf('debian-12', '{}', deb('1.10.0'))).toBe('stp');
  });

  test('never split horizon where the topology is not the word full, a ring of three included', () => {
    expect(loopsOf('debian-12', '{ topology: ring }')).toBe('rstp');
    expect(loopsOf('debian-12', '{ topology: { star: [h1] } }')).toBe('rstp');
    expect(loopsOf('debian-12', '{ topology: { links: [[h1, h2], [h2, h3], [h1, h3]] } }')).toBe('rstp');
  });

  test('by the oldest Open vSwitch of a mixed cluster, and the plan says whose', () => {
    const text =
      'meshinit: 1\nhosts:\n  new: { address: 10.0.0.11, os: debian-12 }\n  old: { address: 10.0.0.12, os: ubuntu-14.04 }\n';
    const { loops } = compiled(text).mesh;
    expect(loops.kind).toBe('stp');
    expect(loops.why).toContain('2.0.2 on old');
  });

  test('as asked for', () => {
    for (const loops of ['split-horizon', 'rstp', 'stp'])
      expect(loopsOf('debian-12', `{ loops: ${loops} }`)).toBe(loops);
  });
});

describe('a plan that breaks a law of its protocol is an error', () => {
  test('255 ports are the most under STP', () => {
    const network = '{ subnet: 172.16.0.0/12, slice: /22, loops: stp }';
    expect(() => planned(manifest('debian-12', network, '', 257))).toThrow(
      /MI0504: STP allows 255 ports .* 256 tunnels/,
    );
    expect(planned(manifest('debian-12', network, '', 256)).mesh.members).toHaveLength(256);
  });

  thoroughTest(
    '4,095 ports are the most under RSTP',
    () => {
      const network = '{ subnet: 192.160.0.0/11, slice: /25, topology: { star: [h1] } }';
      expect(() => planned(manifest('debian-12', network, '', 4097))).toThrow(
        /MI0504: RSTP allows 4095 ports .* h1 would have 4096 tunnels/,
      );
      expect(planned(manifest('debian-12', network, '', 4096)).mesh.members).toHaveLength(4096);
    },
    120_000,
  );

  test('7 bridges are the most on a path, ends counted', () => {
    const chain = (count: number): string =>
      `{ topology: { links: [${Array.from({ length: count - 1 }, (_, index) => `[h${index + 1}, h${index + 2}]`).join(', ')}] } }`;
    expect(codesOf('debian-12', chain(7), '', 7)).toEqual([]);
    expect(codesOf('debian-12', chain(8), '', 8)).toEqual(['error MI0505']);
    const { diagnostics } = compile(manifest('debian-12', chain(8), '', 8));
    expect(diagnostics[0]?.message).toMatch(/RSTP allows 7 bridges .* has 8/);
  });

  test('a ring of 14 hosts is one whose ends are 8 bridges apart', () => {
    expect(codesOf('debian-12', '{ topology: ring }', '', 7)).toEqual([]);
    expect(codesOf('debian-12', '{ topology: ring }', '', 14)).toEqual(['error MI0505']);
  });
});
