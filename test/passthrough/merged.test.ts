import { expect, test } from 'vitest';
import { compile } from '../../src/compile.ts';
import { checkCloudConfigs } from '../../src/document/check-cloud-config.ts';
import { merge, originOf } from '../../src/document/merge.ts';
import { readManifest } from '../../src/manifest/manifest.ts';
import { parseManifest } from '../../src/manifest/parse.ts';

const indent = (text: string, spaces: number): string => text.replaceAll(/^(?=.)/gm, ' '.repeat(spaces));

/** Two hosts; the first has a part of its own. */
const manifest = (shared: string, own: string): string => `meshinit: 1
defaults:
  os: debian-12
  cloud_config:
${indent(shared, 4)}
hosts:
  host1:
    address: 10.0.0.11
    cloud_config:
${indent(own, 6)}
  host2: { address: 10.0.0.12 }
`;

const said = (text: string): string[] =>
  compile(text).diagnostics.map(({ line, column, code, message }) => `${line}:${column} ${code} ${message}`);

test('a fault of the defaults is told once, at its place there', () => {
  expect(said(manifest('packages: [htop, 5]', 'packages: [tmux]'))).toEqual([
    '5:22 MI0705 defaults.cloud_config.packages[1] is a number; expected a list, a text or a map',
  ]);
});

test('a fault of a host’s own entry is told at its place, not at that of the merged list', () => {
  expect(said(manifest('packages: [htop, vim]', 'packages: [tmux, 5]'))).toEqual([
    '10:24 MI0705 hosts.host1.cloud_config.packages[1] is a number; expected a list, a text or a map',
  ]);
});

test('faults of both are told together', () => {
  expect(
    said(manifest('packges: [htop]', 'ntp: { server: [a] }')).map((line) => line.split(' ').slice(0, 2).join(' ')),
  ).toEqual(['5:5 MI0704', '10:14 MI0704']);
});

test('what the defaults lack a host may have, and is missed on the others alone', () => {
  const own = 'power_state: { mode: reboot }';
  expect(said(manifest('power_state: { delay: now }', own))).toEqual([
    "5:18 MI0707 defaults.cloud_config.power_state has no 'mode'",
  ]);
  const both = manifest('power_state: { delay: now }', own).replace('0.12 }', `0.12, cloud_config: { ${own} } }`);
  expect(said(both)).toEqual([]);
});

test('what stands behind an alias is told at the place where it is written', () => {
  const text = `meshinit: 1
defaults: { os: debian-12 }
hosts:
  host1: { address: 10.0.0.11, cloud_config: &common { packages: htop } }
  host2: { address: 10.0.0.12, cloud_config: *common }
`;
  expect(said(text).map((line) => line.split(' ')[0])).toEqual(['4:66', '4:66']);
});

test('a common fault of a thousand hosts with a part each is told once', () => {
  const hosts = Array.from(
    { length: 1000 },
    (_, index) =>
      `  h${index}: { address: 10.${index >> 8}.${index & 255}.1, cloud_config: { hostname: h${index} } }\n`,
  );
  const text = `meshinit: 1\ndefaults: { os: debian-12, cloud_config: { packges: [htop] } }\nhosts:\n${hosts.join('')}`;
  const { input, broken, reporter } = parseManifest(text);
  if (!input) throw new Error('the manifest can be read');
  const manifest = readManifest(input);
  checkCloudConfigs(manifest, manifest.hosts, broken, reporter);
  expect(reporter.list().map(({ code }) => code)).toEqual(['MI0704']);
});

test('a place of the merged value comes from the part that holds it', () => {
  const sources = [
    { path: ['a'], value: { list: [1, 2], map: { x: { y: 1 }, z: [1] }, clash: [1, 2], text: 'one' } },
    { path: ['b'], value: { list: [3], map: { x: { w: 2 } }, clash: { k: 1 }, text: 'two' } },
  ];
  expect(merge(sources)).toEqual({
    list: [1, 2, 3],
    map: { x: { y: 1, w: 2 }, z: [1] },
    clash: { k: 1 },
    text: 'two',
  });
  const origin = (...path: (string | number)[]): string => originOf(path, sources).join('.');
  expect(origin('list', 1)).toBe('a.list.1');
  expect(origin('list', 2)).toBe('b.list.0');
  expect(origin('map', 'x', 'y')).toBe('a.map.x.y');
  expect(origin('map', 'x', 'w')).toBe('b.map.x.w');
  expect(origin('map', 'z', 0)).toBe('a.map.z.0');
  expect(origin('map')).toBe('b.map');
  expect(origin('clash', 'k')).toBe('b.clash.k');
  expect(origin('text')).toBe('b.text');
});
