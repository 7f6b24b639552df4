import { describe, expect, test } from 'vitest';
import { parseManifest } from '../../src/manifest/parse.ts';
import { said } from '../check/diagnose.ts';

const start = 'meshinit: 1\ndefaults: { os: debian-12 }\n';
const sha = '0123456789abcdef'.repeat(4);

describe('what is wrong in itself', () => {
  test('is left out and the rest kept, a list as a whole', () => {
    const { input, broken } = parseManifest(
      `${start}hosts:\n  host1: { address: 10.0.0.11, mtu: big }\n  host2: { mtu: 1400 }\n  host3: { address: 10.0.0.13 }\nnetwork: { tunnel: gre, topology: { star: [1, host1, 2] } }\n`,
    );
    expect(input).toEqual({
      meshinit: 1,
      defaults: { os: 'debian-12' },
      hosts: { host1: { address: '10.0.0.11' }, host3: { address: '10.0.0.13' } },
      network: { tunnel: 'gre' },
    });
    expect([...broken].map((key) => key.split('\0').join('.'))).toEqual([
      'hosts.host1.mtu',
      'hosts.host2',
      'network.topology',
    ]);
  });

  test('keeps its place, however many stand before it in the list', () => {
    const file = (name: string, sum: string): string =>
      `      - { url: 'https://example.com/${name}.deb', sha256: ${sum} }\n`;
    const files = [file('a', 'short'), file('b', sha), file('c', 'short'), file('d', 'short')].join('');
    expect(
      said(`${start}hosts:\n  host1: { address: 10.0.0.11 }\novs:\n  from:\n    debs:\n${files}`).match(
        /^\d+:\d+.*?\]/gm,
      ),
    ).toEqual([
      '8:53 error MI0206: ovs.from.debs[0]',
      '10:53 error MI0206: ovs.from.debs[2]',
      '11:53 error MI0206: ovs.from.debs[3]',
    ]);
  });

  test('in the version or in every host keeps nobody from seeing the other mistakes', () => {
    const text =
      'meshinit: 2\nhosts:\n  Host_1: { address: 10.0.0.11, os: debian-12 }\nnetwork: { subnet: 10.77.0.1/16 }\n';
    expect(said(text).match(/MI\d{4}/g)).toEqual(['MI0204', 'MI0206', 'MI0302']);
  });

  test('may be shared through an alias without harm to the place where it is right', () => {
    const { input } = parseManifest(
      `${start}hosts:\n  host1: { address: 10.0.0.11, addresses: &a { private: 10.0.0.11 } }\n  host2: { address: 10.0.0.12, cloud_config: *a, mtu: big }\n`,
    );
    expect(input?.hosts['host2']).toEqual({ address: '10.0.0.12', cloud_config: { private: '10.0.0.11' } });
  });
});

describe('anchors, aliases and merge keys', () => {
  test('stand for what was anchored; own keys win, and the earlier of two maps', () => {
    const { input, reporter } = parseManifest(
      'meshinit: 1\nhosts:\n  host1: &one { address: 10.0.0.11, os: debian-12 }\n  host2: &two { <<: *one, address: 10.0.0.12, mtu: 1400 }\n  host3: { address: 10.0.0.13, <<: [*one, *two] }\n',
    );
    expect(reporter.list()).toEqual([]);
    expect(input?.hosts).toEqual({
      host1: { address: '10.0.0.11', os: 'debian-12' },
      host2: { address: '10.0.0.12', os: 'debian-12', mtu: 1400 },
      host3: { address: '10.0.0.13', os: 'debian-12', mtu: 1400 },
    });
  });

  test('may be used by thousands of hosts, each with aliases of its own', () => {
    const hosts = Array.from({ length: 5_000 }, (_, index) => `  host${index}: { <<: *base, address: 10.0.0.1 }\n`);
    const { reporter } = parseManifest(
      `meshinit: 1\ndefaults: { cloud_config: { a: &a [x, y], b: &b { c: *a, d: *a } } }\nhosts:\n  base: &base { address: 10.0.0.1, cloud_config: *b }\n${hosts.join('')}`,
    );
    expect(reporter.list()).toEqual([]);
  });

  test('a fault behind an alias is shown where it is written', () => {
    expect(said(`${start}hosts:\n  host1: &one { address: 10.0.0.11, mtu: big }\n  host2: *one\n`)).toContain(
      '4:42 error MI0203: hosts.host2.mtu',
    );
  });
});

test('names of digits stay as they are written', () => {
  const { input } = parseManifest(
    `${start}hosts:\n  007: { address: 10.0.0.11 }\n  1e3: { address: 10.0.0.12 }\n  yes: { address: 10.0.0.13 }\n`,
  );
  expect(Object.keys(input?.hosts ?? {})).toEqual(['007', '1e3', 'yes']);
});

test('a pair of equal keys is told of for each further one, and the first value holds', () => {
  const text = `${start}hosts:\n  host1: { address: 10.0.0.11 }\n  host1: { address: 10.0.0.12 }\n  host1: { address: 10.0.0.13 }\n`;
  expect(said(text).match(/^\d+:\d+ .*/gm)).toEqual([
    "5:3 error MI0103: the key 'host1' appears twice in hosts",
    "6:3 error MI0103: the key 'host1' appears twice in hosts",
  ]);
  expect(parseManifest(text).input?.hosts).toEqual({ host1: { address: '10.0.0.11' } });
});

test('no message is longer than a few lines, whatever stands in the manifest', () => {
  const long = 'x'.repeat(5_000);
  const text = `${start}hosts:\n  ${'h'.repeat(1_000)}: { address: 10.0.0.11 }\n  host2: { address: 10.0.0.12, os: ${long}, "a\\nb": 1, site: [${long}] }\nnetwork: { ? ${long} : 1 }\n`;
  for (const line of said(text).split('\n')) expect(line.length).toBeLessThan(600);
});
