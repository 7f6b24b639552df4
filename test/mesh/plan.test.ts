import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ipv4Text } from '../../src/addresses/address.ts';
import { cidrText, contains, holds, overlaps } from '../../src/addresses/cidr.ts';
import { compile } from '../../src/compile.ts';
import type { Mesh } from '../../src/mesh/mesh.ts';
import { clusterManifest, clusterShapes } from '../support/clusters.ts';
import { compiled, planned } from '../support/hosts.ts';
import { thoroughOr } from '../support/thorough.ts';

const meshes = (most?: number) =>
  clusterShapes(most).map((shape) => ({ shape, mesh: planned(clusterManifest(shape)).mesh }));

const everyPair = <Item>(items: readonly Item[]): [Item, Item][] =>
  items.flatMap((item, index) => items.slice(index + 1).map((other): [Item, Item] => [item, other]));

const manifest = (hosts: readonly string[], network: string): string =>
  `meshinit: 1\ndefaults: { os: debian-12 }\nhosts:\n${hosts.map((host) => `  ${host}\n`).join('')}network: ${network}\n`;

const three = ['host1: { address: 10.0.0.11 }', 'host2: { address: 10.0.0.12 }', 'host3: { address: 10.0.0.13 }'];

describe('slices', () => {
  test('of seed 001: a /16 in slices of /18, with mesh addresses in 172.17.42.0/24', () => {
    const { mesh } = planned(manifest(three, '{ subnet: 172.17.0.0/16, slice: /18, bridges: 172.17.42.0/24 }'));
    expect(mesh.members.map(({ slice }) => cidrText(slice))).toEqual([
      '172.17.64.0/18',
      '172.17.128.0/18',
      '172.17.192.0/18',
    ]);
    expect(mesh.members.map(({ bridge }) => ipv4Text(bridge))).toEqual(['172.17.42.1', '172.17.42.2', '172.17.42.3']);
  });

  test('of seed 002: a /16 for each host of a /12, from 172.18 on', () => {
    const { mesh } = compiled(
      manifest(three, '{ layout: per-host, subnet: 172.16.0.0/12, slice: /16, bridges: 172.16.0.0/15 }'),
    );
    expect(mesh.members.map(({ slice }) => cidrText(slice))).toEqual([
      '172.18.0.0/16',
      '172.19.0.0/16',
      '172.20.0.0/16',
    ]);
    expect(mesh.members.map(({ bridge }) => ipv4Text(bridge))).toEqual(['172.16.0.1', '172.16.0.2', '172.16.0.3']);
  });

  test('lie in the subnet, overlap neither each other nor the mesh addresses, and are of the length asked for', () => {
    fc.assert(
      fc.property(meshes(), ({ shape, mesh }) => {
        for (const { slice } of mesh.members) {
          expect(slice.prefix).toBe(shape.slice);
          expect(slice.first % 2 ** (32 - slice.prefix)).toBe(0);
          expect(contains(mesh.subnet, slice)).toBe(true);
          expect(overlaps(mesh.bridges, slice)).toBe(false);
        }
        for (const [a, b] of everyPair(mesh.members)) expect(overlaps(a.slice, b.slice)).toBe(false);
      }),
      { numRuns: thoroughOr(200, 50) },
    );
  });

  test('pass over pins, of slices and of mesh addresses alike', () => {
    const hosts = [
      'host1: { address: 10.0.0.11 }',
      'host2: { address: 10.0.0.12, slice: 172.17.64.0/18 }',
      'host3: { address: 10.0.0.13 }',
    ];
    const { mesh } = planned(manifest(hosts, '{ slice: /18, bridges: 172.17.42.0/24 }'));
    expect(mesh.members.map(({ slice }) => cidrText(slice))).toEqual([
      '172.17.128.0/18',
      '172.17.64.0/18',
      '172.17.192.0/18',
    ]);
  });

  test('a subnet that is used up is an error at the first host without one', () => {
    const hosts = [...three, 'host4: { address: 10.0.0.14 }'];
    const { diagnostics, documents, lock } = compile(manifest(hosts, '{ slice: /18 }'));
    expect(diagnostics.map(({ code, path, line }) => ({ code, path, line }))).toEqual([
      { code: 'MI0501', path: ['hosts', 'host4'], line: 7 },
    ]);
    expect({ documents, lock }).toEqual({ documents: [], lock: undefined });
  });

  test('as many hosts fit as there are slices beside the mesh addresses, and not one more', () => {
    const hosts = (count: number): string[] =>
      Array.from({ length: count }, (_, index) => `h${index}: { address: 10.0.0.${index + 1} }`);
    expect(planned(manifest(hosts(15), '{ slice: /20 }')).mesh.members).toHaveLength(15);
    expect(compile(manifest(hosts(16), '{ slice: /20 }')).diagnostics.map(({ code }) => code)).toEqual(['MI0501']);
  });
});

describe('mesh addresses', () => {
  test('are the lowest free ones of their range, all different, in no slice, and never the subnet’s ends', () => {
    fc.assert(
      fc.property(meshes(), ({ mesh }) => {
        const given = mesh.members.map(({ bridge }) => bridge);
        expect(new Set(given).size).toBe(given.length);
        for (const bridge of given) {
          expect(holds(mesh.bridges, bridge)).toBe(true);
          expect([mesh.subnet.first, mesh.subnet.last]).not.toContain(bridge);
          expect(mesh.members.some(({ slice }) => holds(slice, bridge))).toBe(false);
        }
        expect(given).toEqual(given.map((_, index) => mesh.bridges.first + index + 1));
      }),
      { numRuns: thoroughOr(200, 50) },
    );
  });

  test('pass over what is pinned', () => {
    const hosts = ['host1: { address: 10.0.0.11 }', 'host2: { address: 10.0.0.12, bridge: 172.17.42.1 }'];
    const { mesh } = planned(manifest(hosts, '{ bridges: 172.17.42.0/24 }'));
    expect(mesh.members.map(({ bridge }) => ipv4Text(bridge))).toEqual(['172.17.42.2', '172.17.42.1']);
  });

  test('a range that is used up is an error that names the hosts without one', () => {
    const { diagnostics } = compile(manifest(three, '{ bridges: 172.17.42.0/31 }'));
    expect(diagnostics.map(({ code, path }) => ({ code, path }))).toEqual([
      { code: 'MI0502', path: ['hosts', 'host3'] },
    ]);
    expect(diagnostics[0]?.message).toContain('172.17.42.0/31');
  });

  test('come by default from the first block that is a slice and has an address for each slice', () => {
    const bridgesOf = (network: string): string => cidrText(planned(manifest(three.slice(0, 1), network)).mesh.bridges);
    expect(bridgesOf('{ subnet: 172.17.0.0/16 }')).toBe('172.17.0.0/24');
    expect(bridgesOf('{ subnet: 172.17.0.0/16, slice: /18 }')).toBe('172.17.0.0/18');
    expect(bridgesOf('{ subnet: 172.17.0.0/16, slice: /28 }')).toBe('172.17.0.0/20');
  });
});

describe('links', () => {
  const ends = (mesh: Mesh): Map<string, string[]> =>
    new Map(mesh.members.map(({ name, links }) => [name, links.map((link) => `${link.name} ${link.peer.name}`)]));

  test('have one number, the same at both ends, at least 1 and unique at each host', () => {
    fc.assert(
      fc.property(meshes(), ({ mesh, shape }) => {
        for (const { name, number, hosts } of mesh.links) {
          expect(number).toBeGreaterThanOrEqual(1);
          expect(name).toBe(`${shape.tunnel}${number}`);
          expect(name.length).toBeLessThanOrEqual(15);
          const [a, b] = hosts;
          expect(ends(mesh).get(a)).toContain(`${name} ${b}`);
          expect(ends(mesh).get(b)).toContain(`${name} ${a}`);
        }
        for (const { links } of mesh.members)
          expect(new Set(links.map(({ number }) => number)).size).toBe(links.length);
        const halves = mesh.members.reduce((sum, { links }) => sum + links.length, 0);
        expect(halves).toBe(2 * mesh.links.length);
      }),
      { numRuns: thoroughOr(200, 50) },
    );
  });

  test('number is the exclusive or of the hosts’ numbers, counted from 0', () => {
    fc.assert(
      fc.property(meshes(), ({ mesh }) => {
        const numberOf = new Map(mesh.members.map(({ name, number }) => [name, number - 1]));
        for (const {
          number,
          hosts: [a, b],
        } of mesh.links)
          expect(number).toBe((numberOf.get(a) ?? 0) ^ (numberOf.get(b) ?? 0));
      }),
      { numRuns: thoroughOr(100, 25) },
    );
  });

  test('are as many as the topology asks for', () => {
    const count = (topology: string, hosts: number): number => {
      const lines = Array.from({ length: hosts }, (_, index) => `h${index + 1}: { address: 10.0.0.${index + 11} }`);
      return planned(manifest(lines, `{ topology: ${topology} }`)).mesh.links.length;
    };
    expect([1, 2, 3, 6].map((hosts) => count('full', hosts))).toEqual([0, 1, 3, 15]);
    expect([1, 2, 3, 6].map((hosts) => count('ring', hosts))).toEqual([0, 1, 3, 6]);
    expect([2, 3, 6].map((hosts) => count('{ star: [h1] }', hosts))).toEqual([1, 2, 5]);
    expect(count('{ star: [h1, h2] }', 5)).toBe(7);
    expect(count('{ links: [[h1, h2], [h3, h2]] }', 3)).toBe(2);
  });

  test('of a ring join each host to two others, in one round', () => {
    fc.assert(
      fc.property(clusterShapes(12), (shape) => {
        const { mesh } = planned(clusterManifest({ ...shape, topology: 'ring' }));
        if (mesh.members.length < 3) return;
        let [before, here] = ['', mesh.members[0]?.name ?? ''];
        const seen: string[] = [];
        do {
          seen.push(here);
          const [a, b] = mesh.members.find(({ name }) => name === here)?.links.map(({ peer }) => peer.name) ?? [];
          const next = a === before ? b : a;
          [before, here] = [here, next ?? ''];
        } while (here !== mesh.members[0]?.name && seen.length <= mesh.members.length);
        expect(seen.toSorted()).toEqual(mesh.members.map(({ name }) => name).toSorted());
      }),
      { numRuns: thoroughOr(100, 25) },
    );
  });
});

describe('the same manifest', () => {
  test('gives the same bytes each time', () => {
    fc.assert(
      fc.property(clusterShapes(6), (shape) => {
        const text = clusterManifest(shape);
        const [first, second] = [compiled(text), compiled(text)];
        expect(second.documents).toEqual(first.documents);
        expect(second.lock).toBe(first.lock);
      }),
      { numRuns: thoroughOr(20, 5) },
    );
  }, 120_000);
});
