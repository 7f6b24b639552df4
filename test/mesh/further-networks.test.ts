import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ipv4Text } from '../../src/addresses/address.ts';
import { contains, holds, overlaps } from '../../src/addresses/cidr.ts';
import { check } from '../../src/compile.ts';
import type { Mesh } from '../../src/mesh/mesh.ts';
import { planned } from '../support/hosts.ts';
import { thoroughOr } from '../support/thorough.ts';

interface Shape {
  readonly hosts: number;
  readonly main: string;
  readonly networks: readonly Further[];
}

interface Further {
  readonly name: string;
  readonly members: readonly number[] | undefined;
  readonly keys: string;
}

const TUNNELS = [
  '',
  'tunnel: gre, ',
  'tunnel: geneve, ',
  'tunnel: { kind: vxlan, port: 5000 }, ',
  'tunnel: { key: 4242 }, ',
];
const TOPOLOGIES = ['', 'topology: ring, ', 'topology: auto, ', 'loops: rstp, '];

const further = (hosts: number) =>
  fc
    .record({
      members: fc.option(fc.uniqueArray(fc.integer({ min: 1, max: hosts }), { minLength: 1, maxLength: hosts }), {
        nil: undefined,
      }),
      tunnel: fc.constantFrom(...TUNNELS),
      topology: fc.constantFrom(...TOPOLOGIES),
      layout: fc.constantFrom('', 'layout: per-host, '),
      isInternal: fc.boolean(),
      isTagged: fc.boolean(),
    })
    .map(({ members, tunnel, topology, layout, isInternal, isTagged }) => ({
      members: isTagged ? undefined : members,
      keys: `${isTagged ? 'vlan: TAG, ' : `${tunnel}${topology}`}${isInternal ? 'internal: true, ' : layout}`,
    }));

const shapes: fc.Arbitrary<Shape> = fc.integer({ min: 1, max: 6 }).chain((hosts) =>
  fc.record({
    hosts: fc.constant(hosts),
    main: fc.constantFrom('', 'topology: ring', 'tunnel: gre', 'tunnel: { kind: vxlan, key: 9 }', 'docker: mesh'),
    networks: fc.array(further(hosts), { maxLength: 7 }).map((list) => {
      // One key of its own for one network: equal ones are an error.
      let given = 0;
      return list.map(({ members, keys }, index): Further => {
        if (keys.includes('key: 4242')) given += 1;
        const own = given > 1 ? keys.replace('tunnel: { key: 4242 }, ', '') : keys;
        return { name: `net${index + 1}`, members, keys: own.replace('TAG', String(100 + index)) };
      });
    }),
  }),
);

function manifestOf({ hosts, main, networks }: Shape): string {
  const lines = networks.map(({ name, members, keys }) => {
    const named = members ? `hosts: [${members.map((host) => `host${host}`).join(', ')}], ` : '';
    return `  ${name}: { ${named}${keys}subnet: 10.${100 + Number(name.slice(3))}.0.0/16 }\n`;
  });
  return `meshinit: 1
defaults: { os: debian-12 }
hosts:
${Array.from({ length: hosts }, (_, index) => `  host${index + 1}: { address: 10.0.0.${index + 11} }\n`).join('')}network: { ${main} }
${lines.length > 0 ? `networks:\n${lines.join('')}` : ''}`;
}

const pairs = <Item>(items: readonly Item[]): [Item, Item][] =>
  items.flatMap((item, index) => items.slice(index + 1).map((other): [Item, Item] => [item, other]));

const runs = { numRuns: thoroughOr(300, 30) };
const placesOf = (mesh: Mesh): Map<string, string> =>
  new Map(mesh.members.map(({ name, slice, bridge }) => [name, `${slice.first}/${slice.prefix} ${bridge}`]));

describe('clusters of one to eight networks', () => {
  test('have no error, and a member has a place in each of its networks', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        expect(check(manifestOf(shape)).filter(({ severity }) => severity === 'error')).toEqual([]);
        const { cluster } = planned(manifestOf(shape));
        expect(cluster.networks.map(({ name }) => name)).toEqual([
          'network',
          ...shape.networks.map(({ name }) => name),
        ]);
        for (const [index, { members }] of shape.networks.entries()) {
          const named = new Set(members?.map((host) => `host${host}`) ?? cluster.nodes.map(({ name }) => name));
          expect(new Set(cluster.networks[index + 1]?.members.map(({ name }) => name))).toEqual(named);
        }
      }),
      runs,
    );
  });

  test('keep every law of one network, and networks have nothing in common but the nodes', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const { networks } = planned(manifestOf(shape)).cluster;
        for (const { subnet, bridges, members, mtu } of networks) {
          for (const { slice, bridge, links } of members) {
            expect(contains(subnet, slice) && holds(bridges, bridge) && !overlaps(bridges, slice)).toBe(true);
            expect(new Set(links.map(({ number }) => number)).size).toBe(links.length);
          }
          for (const [a, b] of pairs(members)) {
            expect(overlaps(a.slice, b.slice)).toBe(false);
            expect(a.bridge).not.toBe(b.bridge);
          }
          expect(mtu.computed).toBe(mtu.underlay - mtu.headers.reduce((sum, { bytes }) => sum + bytes, 0));
        }
        for (const [a, b] of pairs(networks)) expect(overlaps(a.subnet, b.subnet)).toBe(false);
        const own = networks.filter(({ vlan }) => vlan === undefined);
        const keys = own.map(({ tunnel: { kind, key, port } }) => `${kind} ${key} ${port}`);
        expect(new Set(keys).size).toBe(keys.length);
      }),
      runs,
    );
  });

  test('have no device, file or set in common on a host, and no device name that the kernel refuses', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const { networks } = planned(manifestOf(shape)).cluster;
        const names = networks.flatMap(({ vlan, names: { firewalld, lists, veth, ports, ...names }, links }) => [
          ...Object.values({ ...firewalld, ...lists, ...veth, ...names }),
          // One with a tag has its carrier's ports.
          ...(vlan === undefined ? new Set(links.map(({ name }) => name)) : []),
        ]);
        expect(new Set(names).size).toBe(names.length);
        const devices = networks.flatMap(({ names: { switch: ovs, bridge, tunnel, veth }, links }) => [
          ...[ovs, bridge, tunnel, ...Object.values(veth ?? {})],
          ...links.map(({ name }) => name),
        ]);
        for (const device of devices) expect(device).toMatch(/^[a-z0-9_-]{1,15}$/);
      }),
      runs,
    );
  });

  test('a network with a tag has the links of the main one, and 4 bytes less', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const [main, ...others] = planned(manifestOf(shape)).cluster.networks;
        for (const { vlan, links, mtu, tunnel } of others) {
          if (vlan === undefined) continue;
          expect(links).toEqual(main.links);
          expect(tunnel).toEqual(main.tunnel);
          expect(mtu.value).toBe(main.mtu.value - 4);
        }
      }),
      runs,
    );
  });

  test('stay as they are under the lock, byte by byte', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const text = manifestOf(shape);
        const { lock, cluster } = planned(text);
        const again = planned(text, { lock, frozen: true });
        expect(again.lock).toBe(lock);
        expect(again.cluster).toEqual(cluster);
      }),
      runs,
    );
  });

  test('a network more or fewer, first or last, moves no other and changes no other key', () => {
    fc.assert(
      fc.property(shapes, fc.nat(), (shape, pick) => {
        const left = shape.networks.filter((_, index) => index !== pick % Math.max(1, shape.networks.length));
        const few = { ...shape, networks: left };
        for (const [before, after] of [
          [shape, few],
          [few, shape],
        ] as const) {
          const { lock, cluster } = planned(manifestOf(before));
          const now = new Map(planned(manifestOf(after), { lock }).cluster.networks.map((mesh) => [mesh.name, mesh]));
          for (const mesh of cluster.networks) {
            const same = now.get(mesh.name);
            if (!same) continue;
            expect(placesOf(same)).toEqual(placesOf(mesh));
            expect(same.tunnel).toEqual(mesh.tunnel);
          }
        }
      }),
      runs,
    );
  });

  test('a member that leaves a network rests, and has its place again when it returns', () => {
    const text = (members: string): string => `meshinit: 1
defaults: { os: debian-12 }
hosts: { host1: { address: 10.0.0.11 }, host2: { address: 10.0.0.12 }, host3: { address: 10.0.0.13 } }
networks: { blue: { subnet: 10.78.0.0/16, hosts: [${members}] } }
`;
    const first = planned(text('host1, host2'));
    const without = planned(text('host1'), { lock: first.lock });
    expect(without.lock).toContain('    retired:\n      host2: { slice: 10.78.2.0/24, bridge: 10.78.0.2 }\n');
    const other = planned(text('host1, host3'), { lock: without.lock });
    expect(addresses(other.cluster.networks[1])).toEqual(['10.78.0.1', '10.78.0.3']);
    const back = planned(text('host1, host2, host3'), { lock: other.lock });
    expect(addresses(back.cluster.networks[1])).toEqual(['10.78.0.1', '10.78.0.2', '10.78.0.3']);
  });

  test('a host that is renamed keeps its place in every network', () => {
    const text = (host: string): string => `meshinit: 1
defaults: { os: debian-12 }
hosts: { host1: { address: 10.0.0.11 }, ${host} }
networks: { blue: { subnet: 10.78.0.0/16 } }
`;
    const { lock, cluster } = planned(text('host2: { address: 10.0.0.12 }'));
    const renamed = planned(text('aaa: { address: 10.0.0.12, was: host2 }'), { lock });
    expect(addresses(renamed.cluster.networks[1])).toEqual(addresses(cluster.networks[1]));
    expect(renamed.lock).toContain('      aaa: { slice: 10.78.2.0/24, bridge: 10.78.0.2 }\n');
  });
});

test('a lock file that two branches gave one key is refused', () => {
  const text = (networks: string): string => `meshinit: 1
defaults: { os: debian-12 }
hosts: { host1: { address: 10.0.0.11 } }
networks: { ${networks} }
`;
  const blue = 'blue: { subnet: 10.78.0.0/16 }';
  const red = 'red: { subnet: 10.79.0.0/16 }';
  const { lock } = planned(text(`${blue}, ${red}`));
  expect(() => planned(text(`${blue}, ${red}`), { lock: lock.replace('key: 2', 'key: 1') })).toThrow(
    'MI0510: the lock file cannot be used: the networks red and blue both have key 1',
  );
  // Given keys are the manifest's, which may be equal where the kinds differ.
  const given = text(
    `${blue.replace(' }', ', tunnel: { key: 7 } }')}, ${red.replace(' }', ', tunnel: { kind: gre, key: 7 } }')}`,
  );
  const first = planned(given);
  expect(first.lock).not.toContain('key');
  expect(planned(given, { lock: first.lock, frozen: true }).lock).toBe(first.lock);
});

const addresses = (mesh: Mesh | undefined): string[] => mesh?.members.map(({ bridge }) => ipv4Text(bridge)) ?? [];

describe('MTU of further networks over 1500 bytes', () => {
  test.each([
    ['vxlan', '', 1450],
    ['geneve', 'tunnel: geneve, ', 1450],
    ['gre, which needs a key', 'tunnel: gre, ', 1458],
    ['with a tag', 'vlan: 20, ', 1446],
  ])('%s', (_, keys, mtu) => {
    const networks = [{ name: 'net1', members: undefined, keys }];
    const { cluster } = planned(manifestOf({ hosts: 3, main: '', networks }));
    expect(cluster.networks[1]?.mtu.value).toBe(mtu);
  });

  test('with a tag, where the manifest gives the main network less', () => {
    const networks = [{ name: 'net1', members: undefined, keys: 'vlan: 20, ' }];
    const { cluster } = planned(manifestOf({ hosts: 3, main: 'mtu: 1400', networks }));
    expect(cluster.networks[1]?.mtu).toMatchObject({ value: 1396, computed: 1396, underlay: 1500 });
  });
});
