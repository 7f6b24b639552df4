import { describe, expect, test } from 'vitest';
import { pictureIds } from '../../src/graph/picture-ids.ts';
import { pictureOf } from '../../src/graph/pictures.ts';
import { networkLook } from '../../src/graph/svg-style.ts';
import { execute } from '../support/execute.ts';
import { clusterOf, joined } from '../support/joined-networks.ts';
import { testWith } from '../support/tool.ts';

const HOSTS = ['h1', 'h2', 'h3', 'h4'];
const blue = clusterOf(['h1', 'h3', 'h4'], '{ subnet: 10.77.0.0/16 }');
const ring = clusterOf(HOSTS, '{ subnet: 10.78.0.0/16, topology: ring }');
const tagged = clusterOf(HOSTS, '{ subnet: 10.79.0.0/16 }');
const cluster = joined(clusterOf(HOSTS), { blue, ring, tagged: [tagged, 20] });
const many = Array.from({ length: 12 }, (_, index) => `h${index + 1}`);
const large = joined(clusterOf(many), { ring: clusterOf(many, '{ subnet: 10.78.0.0/16, topology: ring }') });

/** The paths of a class between two lines of the picture. */
const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

describe('svg of several networks', () => {
  const svg = pictureOf('svg').draw(cluster);
  const inMesh = svg.slice(svg.indexOf('<g transform'), svg.lastIndexOf('</g>'));

  test('draws the links of each in its own look, and none of one with a tag', () => {
    expect(count(inMesh, /<path class="link"/g)).toBe(6);
    expect(count(inMesh, /<path class="net1"/g)).toBe(3);
    expect(count(inMesh, /<path class="net2"/g)).toBe(4);
    expect(inMesh).not.toContain('net3');
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  });

  test('says below what each look is, and which links a tree blocks', () => {
    const legend = svg.slice(svg.lastIndexOf('</g>'));
    expect([...legend.matchAll(/<text[^>]*>([^<]*)</g)].map(([, words]) => words)).toEqual([
      'network: VXLAN, MTU 1450, split-horizon, 4 hosts, 6 links',
      'blue: VXLAN, MTU 1450, split-horizon, 3 hosts, 3 links',
      'ring: VXLAN, MTU 1450, rstp, 4 hosts, 4 links',
      'tagged: VLAN 20 in the links of network, MTU 1450, 4 hosts',
      'pale: blocked by the tree',
    ]);
    expect(count(legend, /class="(?:link|net1|net2)"/g)).toBe(4);
    expect(count(inMesh, /stroke-opacity="0.45"/g)).toBe(1);
  });

  test('gives each host its place in every network, and names the tree that it is the root of', () => {
    expect(count(svg, /blue: 10\.77\./g)).toBe(3);
    expect(count(svg, /ring: 10\.78\./g)).toBe(4);
    expect(svg).toContain('h1 · root of ring');
  });

  test('draws no two lines over each other', () => {
    const shapes = [...inMesh.matchAll(/<path class="\w+" d="([^"]*)"/g)].map(([, shape]) => shape);
    expect(new Set(shapes).size).toBe(shapes.length);
  });

  test('does so for many hosts too', () => {
    const drawn = pictureOf('svg').draw(large);
    expect(count(drawn, /<path class="link" d/g)).toBe(66);
    expect(count(drawn, /<path class="net1" d/g)).toBe(12);
    expect(drawn).toContain('h1 (root of ring)');
    expect(drawn).not.toMatch(/NaN|undefined|Infinity/);
  });

  test('colours links by their states of each network, where somebody looked', () => {
    const seen = new Map([['network h1 h2', 'up'] as const, ['blue h1 h3', 'down'] as const]);
    const live = pictureOf('svg').draw(cluster, seen);
    const lines = live.slice(live.indexOf('<g transform'), live.lastIndexOf('</g>'));
    expect(count(lines, /<path class="up"/g)).toBe(1);
    expect(count(lines, /<path class="down"/g)).toBe(1);
    expect(count(lines, /<path class="unseen"/g)).toBe(11);
  });
});

test('dot names the network of each link, and colours it', () => {
  const text = pictureOf('dot').draw(cluster);
  expect(text).toContain('[label="network: vxlan1" color="#2f6fb0"]');
  expect(text).toMatch(/"h1" -- "h3" \[label="blue: blue_\d" color="#6d0150"\]/);
  expect(count(text, / style=dashed color="#4d7106"/g)).toBe(1);
  expect(text).toContain('\\ltagged: VLAN 20 in the links of network');
  expect(count(text, / -- /g)).toBe(13);
});

test('Mermaid styles the links of each network by their place, as a box of the legend', () => {
  const text = pictureOf('mermaid').draw(cluster);
  const lines = text.split('\n').map((line) => line.trim());
  const links = lines.filter((line) => line.includes('---|'));
  const styled = lines.flatMap((line) => /^linkStyle (\d+) stroke:#6d0150,/.exec(line)?.[1] ?? []);
  expect(styled.map((index) => links[Number(index)]?.split('|')[1])).toEqual(['blue_1', 'blue_2', 'blue_3']);
  expect(lines).toContain('style k1 stroke:#6d0150,stroke-width:2px,stroke-dasharray:10 4');
  expect(lines).toContain('k3["tagged: VLAN 20 in the links of network, MTU 1450, 4 hosts"]');
});

test.each(pictureIds)('%s of one network says nothing of several', (id) => {
  const text = pictureOf(id).draw(clusterOf(HOSTS, '{ topology: ring }'));
  expect(text).not.toMatch(/net\d|network:|pale/);
});

test('the eighth further network begins the looks anew', () => {
  const looks = [0, 1, 2, 3, 4, 5, 6, 7, 8].map(networkLook);
  expect(new Set(looks).size).toBe(8);
  expect(looks[8]).toBe(looks[1]);
});

testWith('dot')('Graphviz reads what dot draws of several networks', async () => {
  const drawn = await execute('dot', ['-Tsvg'], { input: pictureOf('dot').draw(cluster) });
  expect(drawn.stderr).not.toMatch(/syntax|dot/i);
  expect(drawn.stdout).toContain('tagged: VLAN 20');
});

describe('IPv6', () => {
  const both = clusterOf(HOSTS, '{ subnet6: "fd12:3456:789a:1::/64" }');
  const [ONE, SLICE] = ['fd12:3456:789a:1::ac11:1', 'fd12:3456:789a:1:0:242:ac11:100/120'];

  test('stands beside the IPv4 of each host in svg and dot', () => {
    expect(pictureOf('dot').draw(both)).toContain(`\\n172.17.0.1, 172.17.1.0/24\\n${ONE}, ${SLICE}"]`);
    const svg = pictureOf('svg').draw(both);
    const texts = [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, words]) => words);
    expect(texts).toContain('VXLAN, IPv6 fd12:3456:789a:1::/64, MTU 1450, split-horizon, 4 hosts, 6 links');
    expect(texts.join('|')).toContain(`|172.17.0.1 · 172.17.1.0/24|${ONE}|${SLICE}|`);
  });

  test('is told of each of several networks in every picture', () => {
    const several = joined(clusterOf(HOSTS), { blue: both });
    for (const id of pictureIds)
      expect(pictureOf(id).draw(several)).toContain('blue: VXLAN, IPv6 fd12:3456:789a:1::/64, MTU');
    expect(pictureOf('svg').draw(several)).toContain(`>blue: ${SLICE}<`);
    expect(pictureOf('svg').draw(clusterOf(HOSTS))).not.toContain('IPv6');
  });
});
