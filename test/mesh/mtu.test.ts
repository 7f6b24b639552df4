import { describe, expect, test } from 'vitest';
import { mtuArithmetic } from '../../src/mesh/mtu.ts';
import { compiled } from '../support/hosts.ts';

type Tunnel = 'gre' | 'gre+key' | 'vxlan' | 'geneve' | 'geneve+key';

/** facts.md section 3: underlay MTU, then the inner one of each kind; undefined where the table has none. */
const table: readonly (readonly [number, { gre: number; key: number; udp: number; gre6?: number; udp6?: number }])[] = [
  [1500, { gre: 1462, key: 1458, udp: 1450, gre6: 1442, udp6: 1430 }],
  [1460, { gre: 1422, key: 1418, udp: 1410, gre6: 1402, udp6: 1390 }],
  [1450, { gre: 1412, key: 1408, udp: 1400, gre6: 1392, udp6: 1380 }],
  [1400, { gre: 1362, key: 1358, udp: 1350, gre6: 1342, udp6: 1330 }],
  [3900, { gre: 3862, key: 3858, udp: 3850 }],
  [8500, { gre: 8462, key: 8458, udp: 8450 }],
  [8896, { gre: 8858, key: 8854, udp: 8846 }],
  [9000, { gre: 8962, key: 8958, udp: 8950 }],
  [9001, { gre: 8963, key: 8959, udp: 8951 }],
];

const tunnels: Readonly<Record<Tunnel, string>> = {
  gre: 'gre',
  'gre+key': '{ kind: gre, key: 7 }',
  vxlan: 'vxlan',
  geneve: 'geneve',
  'geneve+key': '{ kind: geneve, key: 7 }',
};

function meshOf(tunnel: Tunnel, family: 4 | 6, hosts: readonly string[]) {
  const lines = hosts.map(
    (rest, index) => `  h${index + 1}: { address: "${family === 4 ? '10.0.0.' : 'fd00::'}${index + 11}"${rest} }`,
  );
  const text = `meshinit: 1\ndefaults: { os: debian-12 }\nhosts:\n${lines.join('\n')}\nnetwork: { tunnel: ${tunnels[tunnel]} }\n`;
  return compiled(text).mesh;
}

const innerMtu = (tunnel: Tunnel, family: 4 | 6, underlay: number): number =>
  meshOf(tunnel, family, [`, mtu: ${underlay}`, `, mtu: ${underlay}`]).mtu.value;

describe('the inner MTU is the underlay’s less the headers', () => {
  for (const [underlay, inner] of table) {
    test(`over an underlay of ${underlay} bytes`, () => {
      expect(innerMtu('gre', 4, underlay)).toBe(inner.gre);
      expect(innerMtu('gre+key', 4, underlay)).toBe(inner.key);
      for (const kind of ['vxlan', 'geneve', 'geneve+key'] as const)
        expect(innerMtu(kind, 4, underlay)).toBe(inner.udp);
      if (inner.gre6 !== undefined) expect(innerMtu('gre', 6, underlay)).toBe(inner.gre6);
      if (inner.udp6 !== undefined) {
        for (const kind of ['vxlan', 'geneve', 'geneve+key'] as const) {
          expect(innerMtu(kind, 6, underlay)).toBe(inner.udp6);
        }
      }
    });
  }
});

test('the narrowest host sets the MTU of all, whatever its place', () => {
  for (const place of [0, 1, 2]) {
    const hosts = [0, 1, 2].map((index) => (index === place ? ', mtu: 1400' : ', mtu: 9000'));
    const { mtu } = meshOf('vxlan', 4, hosts);
    expect(mtu).toMatchObject({ value: 1350, computed: 1350, underlay: 1400, narrowest: `h${place + 1}` });
  }
});

test('a provider’s figure holds for private addresses, and at most 1500 for public ones', () => {
  const text = (address: string): string =>
    `meshinit: 1\ndefaults: { os: debian-12, provider: aws }\nhosts: { h1: { address: ${address} } }\n`;
  expect(compiled(text('10.0.0.11')).mesh.mtu.underlay).toBe(9001);
  expect(compiled(text('8.8.8.8')).mesh.mtu.underlay).toBe(1500);
});

test('network.mtu lowers the MTU and shows what was computed', () => {
  const text =
    'meshinit: 1\ndefaults: { os: debian-12 }\nhosts: { h1: { address: 10.0.0.11 } }\nnetwork: { mtu: 1400 }\n';
  expect(compiled(text).mesh.mtu).toMatchObject({ value: 1400, computed: 1450 });
});

test('the arithmetic is written as people check it', () => {
  expect(mtuArithmetic(meshOf('gre', 4, ['']).mtu)).toBe('1500 − 20 − 4 − 14 = 1462');
  expect(mtuArithmetic(meshOf('gre+key', 4, ['']).mtu)).toBe('1500 − 20 − 4 − 4 − 14 = 1458');
  expect(mtuArithmetic(meshOf('vxlan', 6, ['']).mtu)).toBe('1500 − 40 − 8 − 8 − 14 = 1430');
});
