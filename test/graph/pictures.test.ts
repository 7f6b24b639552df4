import { describe, expect, test } from 'vitest';
import { compile } from '../../src/compile.ts';
import { forwardingTree } from '../../src/graph/forwarding.ts';
import { pictureIds } from '../../src/graph/picture-ids.ts';
import { pictureOf } from '../../src/graph/pictures.ts';
import type { Cluster } from '../../src/mesh/mesh.ts';
import { execute, said } from '../support/execute.ts';
import { testWith } from '../support/tool.ts';

function clusterOf(hosts: number, topology: string, sites = 1, rest = ''): Cluster {
  const lines = Array.from(
    { length: hosts },
    (_, index) => `  h${index + 1}: { address: 10.0.0.${index + 1}, site: s${index % sites} }\n`,
  );
  const { cluster, diagnostics } = compile(
    `meshinit: 1\nname: demo\ndefaults: { os: debian-12 }\nhosts:\n${lines.join('')}network: { topology: ${topology} }\n${rest}`,
    { hosts: [] },
  );
  if (!cluster) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return cluster;
}

const kept = ({ networks: [mesh] }: Cluster): string[] => {
  const tree = forwardingTree(mesh);
  return mesh.links.filter((_, index) => !tree?.links.has(index)).map(({ hosts }) => hosts.join('-'));
};

describe('the links that forward', () => {
  test('are all of them under split horizon', () => {
    expect(forwardingTree(clusterOf(4, 'full').networks[0])).toBeUndefined();
  });

  test('are a tree from the host of the lowest mesh address, so that a ring is open opposite of it', () => {
    expect(kept(clusterOf(5, 'ring'))).toEqual(['h3-h4']);
    expect(kept(clusterOf(6, 'ring'))).toEqual(['h4-h5']);
  });

  test('are those of the first hub, where there are two', () => {
    expect(kept(clusterOf(5, '{ star: [h1, h2] }'))).toEqual(['h2-h3', 'h2-h4', 'h2-h5']);
  });

  test.each(['ring', '{ star: [h3, h4] }', '{ survive: 2 }'])('make %s a tree: one fewer than hosts', (topology) => {
    expect(forwardingTree(clusterOf(12, topology).networks[0])?.links.size).toBe(11);
  });
});

describe.each(pictureIds)('%s', (id) => {
  const draw = (cluster: Cluster): string => pictureOf(id).draw(cluster);

  test.each([1, 2, 3, 8, 9, 60])('names each of %i hosts, the same way each time', (hosts) => {
    const cluster = clusterOf(hosts, 'full');
    const picture = draw(cluster);
    for (const { name } of cluster.nodes) expect(picture).toMatch(new RegExp(`\\b${name}\\b`));
    expect(picture).not.toMatch(/NaN|undefined|Infinity/);
    expect(draw(clusterOf(hosts, 'full'))).toBe(picture);
  });
});

test('svg draws each link once, and those that the tree keeps back apart', () => {
  for (const hosts of [6, 12]) {
    const cluster = clusterOf(hosts, 'ring');
    const svg = pictureOf('svg').draw(cluster);
    const inMesh = svg.slice(svg.indexOf('<g transform'), svg.lastIndexOf('</g>'));
    expect(inMesh.match(/class="link"/g)).toHaveLength(hosts - 1);
    expect(inMesh.match(/class="kept"/g)).toHaveLength(1);
    expect(svg).toContain('blocked by the tree');
  }
  expect(pictureOf('svg').draw(clusterOf(3, 'full'))).not.toContain('blocked by the tree');
});

test.each([
  ['svg', 6, / · root</],
  ['svg', 12, /h1 \(root\)</],
  ['dot', 6, /"h1" \[label="h1 \(root\)/],
] as const)("%s of %i hosts marks the tree's root, once, and none under split horizon", (id, hosts, mark) => {
  const marks = (topology: string): string[] =>
    pictureOf(id)
      .draw(clusterOf(hosts, topology))
      .match(/ · root<|\(root\)/g) ?? [];
  expect(pictureOf(id).draw(clusterOf(hosts, 'ring'))).toMatch(mark);
  expect(marks('ring')).toHaveLength(1);
  expect(marks('full')).toEqual([]);
});

test('svg hides no link’s name behind a card or another name', () => {
  for (const topology of ['full', '{ star: [h1] }', 'ring']) {
    for (const hosts of [3, 5, 8]) {
      const svg = pictureOf('svg').draw(clusterOf(hosts, topology));
      const names = [...svg.matchAll(/class="port"[^>]* x="([^"]*)" y="([^"]*)"/g)].map(([, x, y]) => [
        Number(x),
        Number(y) - 4,
      ]);
      const width = Number(/class="card"[^>]* width="([^"]*)"/.exec(svg)?.[1]);
      const cards = [...svg.matchAll(/translate\(([-\d.]+) ([-\d.]+)\)"><rect/g)].map(([, x, y]) => [
        Number(x),
        Number(y),
      ]);
      const near = (a: number[], b: number[], wide: number, high: number): boolean =>
        Math.abs((a[0] ?? 0) - (b[0] ?? 0)) < wide && Math.abs((a[1] ?? 0) - (b[1] ?? 0)) < high;
      expect(cards).toHaveLength(hosts);
      for (const [index, name] of names.entries()) {
        expect(cards.filter((card) => near(name, card, width / 2, 36))).toEqual([]);
        expect(names.slice(index + 1).filter((other) => near(name, other, 30, 10))).toEqual([]);
      }
    }
  }
});

test('svg has room for long names and IPv6 addresses', () => {
  for (const hosts of [5, 20]) {
    const lines = Array.from(
      { length: hosts },
      (_, index) =>
        `  a-host-with-a-name-of-thirty-six-let-${index + 10}: { address: "2001:db8:1234:5678:9abc:def0:1234:${index + 1000}" }\n`,
    );
    const { cluster } = compile(
      `meshinit: 1\ndefaults: { os: debian-12 }\nallow: { MI0653: x }\nhosts:\n${lines.join('')}`,
      {
        hosts: [],
      },
    );
    if (!cluster) throw new Error('it does not compile');
    const svg = pictureOf('svg').draw(cluster);
    const card = Number(
      /class="card"[^>]* x="[^"]*" y="[^"]*" width="([^"]*)"/.exec(svg)?.[1] ?? Number.POSITIVE_INFINITY,
    );
    const wide = Number(/ width="([^"]*)"/.exec(svg)?.[1]);
    // Of a letter at least 7 px: 39 in a name, 38 in an address.
    expect(card).toBeGreaterThan(39 * 7);
    expect(wide).toBeGreaterThan(2 * (39 + 38) * 7);
  }
});

test('svg and dot tell sites apart', () => {
  expect(pictureOf('svg').draw(clusterOf(4, 'full', 2))).toContain('h1 · s0');
  expect(pictureOf('svg').draw(clusterOf(20, 'full', 2))).toMatch(/class="place"[^>]*>s1</);
  expect(pictureOf('dot').draw(clusterOf(4, 'full', 2))).toContain('subgraph "cluster_s1"');
});

testWith('dot')('Graphviz reads what dot draws', async () => {
  for (const cluster of [
    clusterOf(1, 'full'),
    clusterOf(7, 'ring', 3),
    clusterOf(30, '{ survive: 2 }'),
    clusterOf(30, 'full'),
    clusterOf(3, 'full', 1, 'encryption: wireguard\n'),
  ]) {
    const drawn = await execute('dot', ['-Tsvg'], { input: pictureOf('dot').draw(cluster) });
    // A machine without fonts says so; what is drawn is whole all the same.
    expect(drawn.stderr).not.toMatch(/syntax|dot/i);
    expect(drawn.stdout).toContain('</svg>');
    expect(drawn.status).toBe(0);
  }
});

testWith('python3')('an XML parser reads what svg draws', async () => {
  for (const cluster of [
    clusterOf(3, 'full'),
    clusterOf(60, 'full', 3),
    clusterOf(3, 'full', 1, 'encryption: wireguard\n'),
  ]) {
    const script = 'import sys, xml.etree.ElementTree as e; e.fromstring(sys.stdin.read())';
    const read = await execute('python3', ['-c', script], { input: pictureOf('svg').draw(cluster) });
    expect(said(read)).toBe('');
    expect(read.status).toBe(0);
  }
});

describe('an SVG is the same picture to programs that know no style sheets', () => {
  test.each([
    [3, 'full'],
    [12, 'ring'],
    [60, 'full'],
  ] as const)('with %i hosts, %s', (hosts, topology) => {
    const svg = pictureOf('svg').draw(clusterOf(hosts, topology));
    const bare = svg.replace(/<style>.*<\/style>/s, '');
    expect(bare).not.toMatch(/var\(|style=/);
    // Without a colour of its own, or of its group, a shape is black.
    const drawn = bare.replace(/<g fill="none" stroke="#[0-9a-f]{6}".*?<\/g>/gs, '');
    const shapes = drawn.match(/<(rect|path|circle|tspan)\b[^>]*>/g) ?? [];
    expect(shapes.length).toBeGreaterThan(hosts);
    for (const shape of shapes) expect(shape).toMatch(/ (fill|stroke)="#[0-9a-f]{6}"/);
    for (const [text] of bare.matchAll(/<text\b[^>]*>(<tspan)?/g)) expect(text).toMatch(/fill="#|<tspan$/);
    // Dark pages have what light ones have.
    const classes = new Set([...bare.matchAll(/class="(\w+)"/g)].map(([, name]) => name));
    const dark = new Set([...svg.matchAll(/^ {4}\.(\w+) \{/gm)].map(([, name]) => name));
    expect([...classes].filter((name) => !dark.has(name))).toEqual([]);
  });

  test('names of a ring of twelve stand upright, clear of each other', () => {
    const svg = pictureOf('svg').draw(clusterOf(12, 'ring'));
    expect(svg).not.toContain('rotate(');
    const labels = [...svg.matchAll(/<text text-anchor="(\w+)" x="([^"]*)" y="([^"]*)"><tspan[^>]*>([^<]*)</g)].map(
      ([, anchor, x, y, name = '']) => {
        const width = name.length * 8.5 + 10 * 7.4 + 6;
        const left = Number(x) - (anchor === 'end' ? width : anchor === 'middle' ? width / 2 : 0);
        return { left, right: left + width, y: Number(y) };
      },
    );
    expect(labels).toHaveLength(12);
    for (const [index, a] of labels.entries()) {
      for (const b of labels.slice(index + 1)) {
        expect(Math.abs(a.y - b.y) >= 16 || a.right < b.left || b.right < a.left).toBe(true);
      }
    }
  });
});

describe('an encrypted mesh', () => {
  const encrypted = (hosts: number): Cluster => clusterOf(hosts, 'full', 1, 'encryption: wireguard\n');

  test('has a lock at each link of the svg that has a name, clear of it, and one that the words beside it explain', () => {
    const svg = pictureOf('svg').draw(encrypted(4));
    const drawn = svg.slice(svg.indexOf('<g transform'));
    expect(drawn.match(/<path class="port"/g)).toHaveLength(6);
    for (const [, left, middle] of drawn.matchAll(
      /<path class="port"[^>]* d="M([-\d.]+) [^>]*><text[^>]* x="([-\d.]+)"/g,
    )) {
      // A name of six letters is some 36 px wide.
      expect(Number(middle) - 18 - Number(left)).toBeGreaterThan(8);
    }
    expect(svg).toMatch(/<path class="soft"[^>]*\/>\n<text[^>]* x="37" y="52">VXLAN, encrypted by WireGuard, MTU 1390/);
    expect(pictureOf('svg').draw(encrypted(12))).toMatch(/<path class="soft"/);
    expect(pictureOf('svg').draw(clusterOf(4, 'full'))).not.toMatch(/<path class="(port|soft)"/);
  });

  test('has locks and their meaning in Mermaid', () => {
    const text = pictureOf('mermaid').draw(encrypted(3));
    expect(text.match(/---\|🔒 vxlan\d\|/g)).toHaveLength(3);
    expect(text).toContain('lock["🔒 encrypted by WireGuard"]');
    expect(pictureOf('mermaid').draw(encrypted(20))).toContain('🔒 encrypted by WireGuard');
  });

  test('has double lines and their meaning for Graphviz', () => {
    const text = pictureOf('dot').draw(encrypted(3));
    expect(text.match(/color="black:invis:black"\]/g)).toHaveLength(3);
    expect(text).toContain('Double lines are encrypted by WireGuard');
  });

  test.each(pictureIds)('%s says of a host without an address that it is behind NAT', (id) => {
    const { cluster } = compile(
      'meshinit: 1\ndefaults: { os: debian-12 }\nhosts: { a: { address: 10.0.0.1 }, b: { address: none } }\nencryption: wireguard\n',
      { hosts: [] },
    );
    if (!cluster) throw new Error('it does not compile');
    expect(pictureOf(id).draw(cluster)).toContain('behind NAT');
  });
});

test('containers stand in their hosts in every picture, however many hosts there are', () => {
  const declared = "containers: { web: { image: 'box:1', hosts: [h1, h2] } }\nnames: false\n";
  for (const count of [3, 9, 12]) {
    for (const id of pictureIds) {
      const drawn = pictureOf(id).draw(clusterOf(count, 'full', 1, declared));
      expect(drawn.match(/web\b/g), `${id} of ${count}`).toHaveLength(2);
    }
  }
});
