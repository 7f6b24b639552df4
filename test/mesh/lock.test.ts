import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ipv4Text } from '../../src/addresses/address.ts';
import { cidrText } from '../../src/addresses/cidr.ts';
import { compile } from '../../src/compile.ts';
import { lockText } from '../../src/mesh/lock.ts';
import { parseLock } from '../../src/mesh/parse-lock.ts';
import type { Plan } from '../../src/mesh/plan.ts';
import { type ClusterShape, clusterManifest, clusterShapes } from '../support/clusters.ts';
import { examples } from '../support/examples.ts';
import { type Compiled, compiled, planned, textOf } from '../support/hosts.ts';
import { thoroughOr } from '../support/thorough.ts';

/** What must never move while a host stays: its place, and the numbers of its links by peer. */
function places({
  cluster: {
    networks: [mesh],
  },
}: Plan): Map<string, { place: string; links: Map<string, number> }> {
  return new Map(
    mesh.members.map(({ name, number, slice, bridge, links }) => [
      name,
      {
        place: `${number} ${cidrText(slice)} ${ipv4Text(bridge)}`,
        links: new Map(links.map((link) => [link.peer.name, link.number])),
      },
    ]),
  );
}

function expectKept(before: Plan, after: Plan): void {
  const now = places(after);
  for (const [name, { place, links }] of places(before)) {
    const kept = now.get(name);
    if (!kept) continue;
    expect(kept.place).toBe(place);
    for (const [peer, number] of links) if (kept.links.has(peer)) expect(kept.links.get(peer)).toBe(number);
  }
}

/** Two clusters of one network: the second has some of the first's hosts, some new ones, in another order. */
const changes = fc
  .tuple(clusterShapes(10), fc.uniqueArray(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 10 }), fc.nat())
  .map(([first, seats, turn]) => {
    const kept = first.hosts.filter((_, index) => (turn >> (index % 8)) % 2 === 0);
    const fresh = seats.filter((seat) => !first.hosts.some((host) => host.seat === seat));
    const hosts = [...fresh.map((seat) => ({ name: `h${seat}`, seat })), ...kept.toReversed()];
    return { first, second: { ...first, hosts: hosts.length === 0 ? first.hosts : hosts } };
  });

describe('with its lock a cluster', () => {
  test('changes nothing when it is compiled again', () => {
    fc.assert(
      fc.property(clusterShapes(8), (shape) => {
        const text = clusterManifest(shape);
        const first = compiled(text);
        const again = compiled(text, { lock: first.lock, frozen: true });
        expect(again.lock).toBe(first.lock);
        expect(again.documents).toEqual(first.documents);
        expect(again.diagnostics).toEqual(first.diagnostics);
      }),
      { numRuns: thoroughOr(30, 8) },
    );
  }, 120_000);

  // What the command line remembers of a first compilation it takes for the second's (src/cli/memory/).
  test.each(examples)('makes and says of $name what it did without', ({ text }) => {
    const first = compiled(text);
    const again = compiled(text, { lock: first.lock, frozen: true });
    expect(again.lock).toBe(first.lock);
    expect(again.diagnostics).toEqual(first.diagnostics);
    expect(again.documents).toEqual(first.documents);
  });

  test('changes no byte of a document when its hosts are put in another order', () => {
    const permuted = clusterShapes(8).chain((shape) =>
      fc.shuffledSubarray([...shape.hosts], { minLength: shape.hosts.length }).map((hosts) => ({ shape, hosts })),
    );
    fc.assert(
      fc.property(permuted, ({ shape, hosts }) => {
        const first = compiled(clusterManifest(shape));
        const second = compiled(clusterManifest({ ...shape, hosts }), { lock: first.lock, frozen: true });
        const texts = ({ documents }: Compiled) =>
          new Map(documents.map((document) => [document.host, textOf(document)]));
        expect(texts(second)).toEqual(texts(first));
        expect(second.lock).toBe(first.lock);
      }),
      { numRuns: thoroughOr(40, 10) },
    );
  }, 120_000);

  test('moves no host when others come, go and change places', () => {
    fc.assert(
      fc.property(changes, ({ first, second }) => {
        const before = planned(clusterManifest(first));
        const after = planned(clusterManifest(second), { lock: before.lock });
        expectKept(before, after);
        // And back: a host that returns while its place rests gets it again.
        const back = planned(clusterManifest(first), { lock: after.lock });
        expectKept(before, back);
        expectKept(after, back);
      }),
      { numRuns: thoroughOr(150, 38) },
    );
  });

  test('a new host of a ring changes the documents of its two neighbours alone', () => {
    fc.assert(
      fc.property(clusterShapes(9), (random) => {
        const shape: ClusterShape = { ...random, topology: 'ring', hosts: random.hosts.slice(0, 6) };
        if (shape.hosts.length < 3) return;
        const first = compiled(clusterManifest(shape));
        const hosts = [{ name: 'newcomer', seat: 250 }, ...shape.hosts];
        const second = compiled(clusterManifest({ ...shape, hosts }), { lock: first.lock });
        const before = new Map(first.documents.map((document) => [document.host, textOf(document)]));
        const changed = second.documents.filter(({ host, ...rest }) => before.get(host) !== textOf({ host, ...rest }));
        const neighbours =
          second.mesh.members.find(({ name }) => name === 'newcomer')?.links.map(({ peer }) => peer.name) ?? [];
        expect(changed.map(({ host }) => host).toSorted()).toEqual(['newcomer', ...neighbours].toSorted());
        expect(neighbours).toHaveLength(2);
      }),
      { numRuns: thoroughOr(25, 7) },
    );
  }, 120_000);
});

describe('what a host that left had', () => {
  const manifest = (names: readonly string[], network = '{ slice: /18, bridges: 172.17.42.0/24 }'): string =>
    `meshinit: 1\ndefaults: { os: debian-12 }\nhosts:\n${names.map((name, index) => `  ${name}: { address: 10.0.0.${index + 11} }\n`).join('')}network: ${network}\n`;

  test('rests while there is other space, and is its own again when it returns', () => {
    const network = '{ slice: /19, bridges: 172.17.42.0/24 }';
    const first = planned(manifest(['a', 'b', 'c'], network));
    const without = planned(manifest(['a', 'c', 'd'], network), { lock: first.lock });
    expect(without.lock).toContain('retired:\n  b: ');
    const freed = places(first).get('b')?.place;
    expect(places(without).get('d')?.place).not.toBe(freed);
    const again = planned(manifest(['a', 'b', 'c', 'd'], network), { lock: without.lock });
    expect(places(again).get('b')?.place).toBe(freed);
    expect(again.lock).not.toContain('retired');
  });

  test('is given away when the space is needed, the oldest first', () => {
    const first = planned(manifest(['a', 'b', 'c']));
    const second = planned(manifest(['c']), { lock: planned(manifest(['b', 'c']), { lock: first.lock }).lock });
    expect([...second.lock.matchAll(/^ {2}(\w+): /gm)].map(([, name]) => name)).toEqual(['c', 'a', 'b']);
    const third = planned(manifest(['c', 'd']), { lock: second.lock });
    const sliceOf = (plan: Plan, name: string): string | undefined => places(plan).get(name)?.place.split(' ')[1];
    expect(sliceOf(third, 'd')).toBe(sliceOf(first, 'a'));
    expect(third.lock).toMatch(/^retired:\n {2}b: .*\n$/m);
  });

  test('does not give a newcomer its number: a ring is opened at one place', () => {
    const first = planned(manifest(['a', 'b', 'c'], '{ topology: ring }'));
    const second = planned(manifest(['a', 'c', 'd'], '{ topology: ring }'), { lock: first.lock });
    expect(second.mesh.members.map(({ name, number }) => `${name} ${number}`)).toEqual(['a 1', 'c 3', 'd 4']);
  });
});

describe('a pin', () => {
  test('that came later takes what the lock gave to another, and only that one moves', () => {
    const hosts = (pin: string): string =>
      `meshinit: 1\ndefaults: { os: debian-12 }\nhosts:\n  a: { address: 10.0.0.11 }\n  b: { address: 10.0.0.12${pin} }\n  c: { address: 10.0.0.13 }\nnetwork: { bridges: 172.17.0.0/24 }\n`;
    const first = planned(hosts(''));
    expect(places(first).get('a')?.place).toBe('1 172.17.1.0/24 172.17.0.1');
    const second = planned(hosts(', slice: 172.17.1.0/24, bridge: 172.17.0.1'), { lock: first.lock });
    expect(places(second).get('b')?.place).toBe('2 172.17.1.0/24 172.17.0.1');
    expect(places(second).get('c')).toEqual(places(first).get('c'));
    expect(places(second).get('a')?.place).not.toBe(places(first).get('a')?.place);
  });
});

const LOCK = `# A comment.
meshinit-lock: 1
cluster: demo
network: { subnet: 172.17.0.0/16, layout: shared, slice: /24, bridges: 172.17.0.0/24 }
hosts:
  host1: { number: 1, slice: 172.17.1.0/24, bridge: 172.17.0.1 }
  host2: { number: 2, slice: 172.17.2.0/24, bridge: 172.17.0.2 }
`;

describe('a lock file', () => {
  test('reads back as it was written, whatever the cluster', () => {
    fc.assert(
      fc.property(clusterShapes(12), (shape) => {
        const { lock } = planned(clusterManifest(shape));
        const read = parseLock(lock);
        if ('code' in read) throw new Error(read.message);
        expect(lockText(read)).toBe(lock);
      }),
      { numRuns: thoroughOr(40, 10) },
    );
  }, 120_000);

  const faults: readonly (readonly [what: string, from: string, to: string, line: number, fault: RegExp])[] = [
    ['another version', 'meshinit-lock: 1', 'meshinit-lock: 2', 2, /version 2 and was written by a newer meshinit/],
    ['an unresolved merge', 'hosts:\n', 'hosts:\n<<<<<<< HEAD\n', 6, /merge conflict/],
    ['broken YAML', 'cluster: demo', 'cluster: "de"mo', 3, /./],
    ['a missing key', 'cluster: demo\n', '', 2, /cluster/],
    ['a key too many', 'cluster: demo', 'cluster: demo\nclutser: demo', 4, /clutser/],
    ['a slice that is none', 'slice: 172.17.1.0/24', 'slice: 172.17.1.0/99', 6, /host1: slice/],
    ['a slice with host bits', 'slice: 172.17.1.0/24', 'slice: 172.17.1.7/24', 6, /host1: slice .*host bits/],
    ['an address that is none', 'bridge: 172.17.0.2', 'bridge: 172.17.0.256', 7, /host2: bridge/],
    ['an IPv6 mesh address', 'bridge: 172.17.0.2', 'bridge: "fd00::2"', 7, /host2: bridge/],
    ['a number below 1', 'number: 2', 'number: 0', 7, /hosts\.host2\.number/],
    ['one number twice', 'number: 2', 'number: 1', 7, /host2 and host1 both have number 1/],
    ['one mesh address twice', '172.17.0.2', '172.17.0.1', 7, /host2 and host1 both have bridge 172\.17\.0\.1/],
    ['overlapping slices', 'slice: 172.17.2.0/24', 'slice: 172.17.1.128/25', 7, /host2 and host1 have overlapping/],
    ['a slice in the range of mesh addresses', '172.17.2.0/24', '172.17.0.0/24', 7, /reaches into the range of mesh/],
    ['a slice outside the subnet', '172.17.2.0/24', '172.18.2.0/24', 7, /host2: slice .* is outside the subnet/],
    ['a mesh address outside the subnet', '172.17.0.2', '172.18.0.2', 7, /host2: bridge .* in the subnet/],
    ['the subnet’s own address', '172.17.0.2', '172.17.0.0', 7, /host2: bridge .* is not a usable host address/],
    [
      'a mesh address in another’s slice',
      '172.17.0.2',
      '172.17.1.9',
      7,
      /host2 and host1 .* bridge 172\.17\.1\.9 is in/,
    ],
    ['a subnet that is none', 'subnet: 172.17.0.0/16', 'subnet: 172.17.0.0/33', 4, /network\.subnet/],
    [
      'a layout that is none',
      'layout: shared',
      'layout: mine',
      4,
      /^network\.layout: legal values: shared, per-host, routed, none$/,
    ],
    [
      'a number that is text',
      'number: 2',
      'number: two',
      7,
      /^hosts\.host2\.number: expected a whole number from 1 to 16777216$/,
    ],
    [
      'a key that is none',
      'number: 2',
      'nubmer: 2',
      7,
      /^hosts\.host2(\.number)?: (unknown key 'nubmer'; legal: number, slice, bridge|expected a whole number)/,
    ],
    [
      'a host without its map',
      '{ number: 2, slice: 172.17.2.0/24, bridge: 172.17.0.2 }',
      '2',
      7,
      /^hosts\.host2: expected a map$/,
    ],
    ['one host twice', '  host2:', '  host1:', 7, /host1 is listed twice/],
    ['hosts that are a list', 'hosts:\n', 'hosts: []\nothers:\n', 5, /a '\[' is not allowed/],
    ['no version', 'meshinit-lock: 1\n', '', 1, /does not begin like a lock file/],
    [
      'a host that is also among those that left',
      'bridge: 172.17.0.2 }\n',
      'bridge: 172.17.0.2 }\nretired:\n  host2: { number: 9, slice: 172.17.9.0/24, bridge: 172.17.0.9 }\n',
      9,
      /host2 is listed twice: as removed, and as a host$/,
    ],
  ];

  for (const [what, from, to, line, fault] of faults) {
    test(`with ${what} is refused at its line`, () => {
      const text = LOCK.replace(from, to);
      expect(text).not.toBe(LOCK);
      const read = parseLock(text);
      expect(read).toMatchObject({ code: 'MI0510', source: 'lock', line });
      expect('code' in read && read.message.replace('the lock file cannot be used: ', '')).toMatch(fault);
    });
  }

  test('without a fault is read', () => {
    expect(parseLock(LOCK)).not.toHaveProperty('code');
  });

  const manifest = (network: string, name = 'demo'): string =>
    `meshinit: 1\nname: ${name}\ndefaults: { os: debian-12 }\nhosts:\n  host1: { address: 10.0.0.11 }\n  host2: { address: 10.0.0.12 }\nnetwork: ${network}\n`;

  test('of another cluster or network is an error at what differs', () => {
    const said = (text: string): string[] =>
      compile(text, { lock: LOCK }).diagnostics.map(({ code, path }) => `${code} ${path.join('.')}`);
    expect(said(manifest('{}'))).toEqual([]);
    expect(said(manifest('{}', 'other'))).toEqual(['MI0511 name']);
    expect(said(manifest('{ layout: per-host }'))).toEqual(['MI0511 network.layout']);
    expect(said(manifest('{ slice: /25, bridges: 172.17.0.0/24 }'))).toEqual(['MI0511 network.slice']);
    expect(said(manifest('{ bridges: 172.17.0.0/25 }'))).toEqual(['MI0511 network.bridges']);
    expect(said(manifest('{ subnet: 172.18.0.0/16 }'))).toEqual(['MI0511 network.subnet']);
  });

  test('that is broken is an error that says its line', () => {
    const { diagnostics, documents } = compile(manifest('{}'), { lock: LOCK.replace('number: 2', 'number: 1') });
    expect(diagnostics.map(({ code }) => code)).toEqual(['MI0510']);
    expect(diagnostics[0]).toMatchObject({ source: 'lock', line: 7, column: 20, length: 1 });
    expect(documents).toEqual([]);
  });

  test('is needed, and must be complete, with --frozen', () => {
    const said = (text: string, lock?: string): string[] =>
      compile(text, { lock, frozen: true }).diagnostics.map(({ code, message }) => `${code} ${message}`);
    expect(said(manifest('{}'))).toEqual([expect.stringContaining('MI0512 there is no lock file')]);
    const whole = compiled(manifest('{}')).lock;
    expect(said(manifest('{}'), whole)).toEqual([]);
    const more = manifest('{}').replace('network', '  host3: { address: 10.0.0.13 }\nnetwork');
    expect(said(more, whole)).toEqual([expect.stringMatching(/MI0512 .*new: host3/)]);
    const fewer = manifest('{}').replace(/ {2}host2.*\n/, '');
    expect(said(fewer, whole)).toEqual([expect.stringMatching(/MI0512 .*gone: host2/)]);
  });
});

describe('a renamed host', () => {
  const manifest = (...hosts: readonly string[]): string =>
    `meshinit: 1\ndefaults: { os: debian-12 }\nhosts:\n${hosts.map((host, index) => `  ${host.replace(':', `: { address: 10.0.0.${index + 11}`)} }\n`).join('')}network: { topology: ring }\n`;
  const placeOf = (plan: Plan, name: string): string | undefined => places(plan).get(name)?.place;
  const first = planned(manifest('a:', 'b:', 'c:', 'd:'));

  test('keeps number, slice and mesh address, and `was` may stay or go afterwards', () => {
    const second = planned(manifest('a:', 'web:, was: b', 'c:', 'd:'), { lock: first.lock });
    expect(placeOf(second, 'web')).toBe(placeOf(first, 'b'));
    expect(second.lock).not.toContain('retired');
    for (const web of ['web:, was: b', 'web:']) {
      expect(planned(manifest('a:', web, 'c:', 'd:'), { lock: second.lock, frozen: true }).lock).toBe(second.lock);
    }
  });

  test('without `was` is one that left and one that came', () => {
    const second = planned(manifest('a:', 'web:', 'c:', 'd:'), { lock: first.lock });
    expect(placeOf(second, 'web')).not.toBe(placeOf(first, 'b'));
    expect(second.lock).toContain('retired:\n  b: ');
  });

  test('takes up the place of a host that left before', () => {
    const without = planned(manifest('a:', 'c:', 'd:'), { lock: first.lock });
    const back = planned(manifest('a:', 'c:', 'd:', 'web:, was: b'), { lock: without.lock });
    expect(placeOf(back, 'web')).toBe(placeOf(first, 'b'));
    expect(back.lock).not.toContain('retired');
  });

  test('is a needed change for --frozen, which says who', () => {
    const { diagnostics } = compile(manifest('a:', 'web:, was: b', 'c:', 'd:'), { lock: first.lock, frozen: true });
    expect(diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([
      expect.stringMatching(/MI0512 .*: renamed: b to web$/),
    ]);
  });
});

test('with --frozen other ends of lines, and lines in another order, are no change', () => {
  const text =
    'meshinit: 1\nname: demo\ndefaults: { os: debian-12 }\nhosts:\n  host1: { address: 10.0.0.11 }\n  host2: { address: 10.0.0.12 }\n';
  const turned = LOCK.replace(/( {2}host1.*\n)( {2}host2.*\n)/, '$2$1');
  expect(turned).not.toBe(LOCK);
  for (const lock of [turned, LOCK.replaceAll('\n', '\r\n')]) {
    expect(compile(text, { lock, frozen: true }).diagnostics).toEqual([]);
  }
});

test('hosts that two branches added are told apart by their lines, with the way out', () => {
  const text = (names: readonly string[]): string =>
    `meshinit: 1\ndefaults: { os: debian-12 }\nhosts:\n${names.map((name, index) => `  ${name}: { address: 10.0.0.${index + 11} }\n`).join('')}`;
  const base = planned(text(['a', 'b'])).lock;
  const lineOf = (lock: string, name: string): string => new RegExp(`^ {2}${name}: .*\n`, 'm').exec(lock)?.[0] ?? '';
  const ours = planned(text(['a', 'b', 'c']), { lock: base }).lock;
  const theirs = planned(text(['a', 'b', 'd']), { lock: base }).lock;
  const merged = ours + lineOf(theirs, 'd');
  const { diagnostics } = compile(text(['a', 'b', 'c', 'd']), { lock: merged });
  expect(diagnostics).toMatchObject([
    {
      code: 'MI0510',
      source: 'lock',
      message: 'the lock file cannot be used: d and c both have number 3',
      path: ['hosts', 'd', 'number'],
      line: 9,
      column: 16,
      related: [{ message: 'number of c', line: 8, column: 16 }],
      hint: expect.stringContaining('delete the line of the one that has not booted yet'),
    },
  ]);
  // Which leaves a lock that holds for all but that host.
  const mended = planned(text(['a', 'b', 'c', 'd']), { lock: ours });
  expect(places(mended).get('c')?.place).toBe(places(planned(text(['a', 'b', 'c']), { lock: ours })).get('c')?.place);
});

test('a random walk over adding, removing, renaming and reordering moves nobody that stays', () => {
  const steps = fc.array(fc.record({ does: fc.constantFrom('add', 'remove', 'rename', 'turn'), at: fc.nat(999) }), {
    minLength: 5,
    maxLength: 25,
  });
  const topology = fc.constantFrom('full', 'ring', '{ survive: 2 }', 'auto');
  fc.assert(
    fc.property(steps, topology, (walk, wanted) => {
      let hosts = ['h1', 'h2', 'h3', 'h4'].map((name, index) => ({ name, address: `10.0.0.${index + 1}`, was: '' }));
      let count = hosts.length;
      const fewest = wanted === '{ survive: 2 }' ? 4 : 2;
      const text = (): string =>
        `meshinit: 1\ndefaults: { os: debian-12 }\nhosts:\n${hosts.map(({ name, address, was }) => `  ${name}: { address: ${address}${was ? `, was: ${was}` : ''} }\n`).join('')}network: { topology: ${wanted} }\n`;
      let before = planned(text());
      const at = (index: number): number => index % hosts.length;
      for (const { does, at: index } of walk) {
        const renamed = new Map<string, string>();
        count += 1;
        if (does === 'add') {
          hosts.splice(at(index), 0, { name: `h${count}`, address: `10.0.0.${count}`, was: '' });
        } else if (does === 'remove' && hosts.length > fewest) {
          hosts.splice(at(index), 1);
        } else if (does === 'turn') {
          hosts = [...hosts.slice(at(index)), ...hosts.slice(0, at(index))].toReversed();
        } else if (does === 'rename') {
          const host = hosts[at(index)];
          if (!host) continue;
          renamed.set(host.name, `h${count}`);
          hosts[at(index)] = { ...host, name: `h${count}`, was: host.name };
        }
        const after = planned(text(), { lock: before.lock });
        const now = places(after);
        for (const [name, { place, links }] of places(before)) {
          const kept = now.get(renamed.get(name) ?? name);
          if (!kept) continue;
          expect(kept.place).toBe(place);
          for (const [peer, number] of links) {
            const same = kept.links.get(renamed.get(peer) ?? peer);
            if (same !== undefined) expect(same).toBe(number);
          }
        }
        before = after;
      }
    }),
    { numRuns: thoroughOr(60, 15) },
  );
}, 120_000);
