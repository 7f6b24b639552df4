import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { unfoldPath } from '../../src/host/parts/unfold-script.ts';
import { execute, said } from '../support/execute.ts';
import { hostConfigs } from '../support/hosts.ts';
import { temporaryDirectory, writeTree } from '../support/temporary.ts';
import { someOf } from '../support/thorough.ts';
import { type SiteCase, siteCases, siteManifest } from '../support/two-sites.ts';

/** Names and addresses that count up, with gaps, with leading zeros, with pins, and that do not count at all. */
const hosts = [
  'host1: { address: ADDRESS1 }',
  'host2: { address: ADDRESS2 }',
  'host9: { address: ADDRESS3 }',
  'host10: { address: ADDRESS4, bridge: 172.17.0.77 }',
  'web-008: { address: ADDRESS5 }',
  'web-009: { address: ADDRESS6 }',
  'web-010: { address: ADDRESS7 }',
  'alone: { address: ADDRESS8, slice: 172.17.200.0/24 }',
  '"99": { address: ADDRESS9 }',
  '"100": { address: ADDRESS10 }',
  'n12345678901234567890: { address: ADDRESS11 }',
  'n12345678901234567891: { address: ADDRESS12 }',
];

function manifest(family: 4 | 6, os: string, network: string): string {
  const lines = hosts.map((line, index) => {
    const address = family === 4 ? `10.0.0.${index * 7 + 3}` : `fd00::${index + 9}`;
    return `  ${line.replace(/ADDRESS\d+/, address)}\n`;
  });
  return `meshinit: 1\ndefaults: { os: ${os}, provider: nocloud, mtu: 1500 }\nhosts:\n${lines.join('')}network: ${network}\n`;
}

/** The first of the clusters of several sites that is so. */
function sites(wanted: (one: SiteCase) => boolean): string {
  const found = siteCases.find(wanted);
  if (!found) throw new Error('no cluster of several sites is so');
  return siteManifest(found);
}

const clusters: Record<string, string> = {
  'a full mesh': manifest(4, 'debian-12', '{ topology: full }'),
  'a star': manifest(4, 'debian-12', '{ topology: { star: [web-009, alone] }, tunnel: gre }'),
  'a full mesh over IPv6': manifest(6, 'debian-12', '{ topology: full, tunnel: geneve }'),
  'ifcfg files': manifest(4, 'centos-7', '{ topology: full, tunnel: { kind: gre, key: 7 } }'),
  'several sites': sites(({ os }) => os === 'debian-12'),
  'several sites over IPv6': sites(({ os, addresses }) => os === 'debian-12' && addresses === 'IPv6'),
  'several sites with ifcfg files and firewalld': sites(({ os }) => os === 'centos-7'),
};

describe.each(Object.entries(clusters))('%s', (_, text) => {
  test('is unfolded on each host to the files as they are', async () => {
    for (const config of someOf(hostConfigs(text), 2)) {
      const folded = config.fold();
      const root = temporaryDirectory();
      const inRoot = (content: string): string => content.replaceAll(/\/(etc|usr)\//g, `${root}/$1/`);
      writeTree(
        root,
        folded.map(({ path, content }) => ({ path, content: inRoot(content) })),
      );
      const kept = new Set(folded.map(({ path }) => path));
      const missing = config.files.filter(({ path }) => !kept.has(path));
      expect(missing.map(({ path }) => path)).toContain('/etc/meshinit/peers');
      for (const { path } of missing) mkdirSync(dirname(join(root, path)), { recursive: true });
      const outcome = await execute('sh', [join(root, unfoldPath(config.plan))]);
      expect({ status: outcome.status, said: said(outcome) }).toEqual({ status: 0, said: '' });
      for (const { path, content } of missing) expect(readFileSync(join(root, path), 'utf8')).toBe(content);
      // Gone, so that what changes the lists later stays.
      await expect(execute('test', ['-e', join(root, unfoldPath(config.plan))])).resolves.toMatchObject({ status: 1 });
    }
  });
});

test('the hosts of one site have one list, and those of another have another', () => {
  const scripts = new Map(
    hostConfigs(sites(({ os }) => os === 'debian-12')).map((config) => [
      config.plan.node.name,
      config.fold().find(({ path }) => path === unfoldPath(config.plan))?.content,
    ]),
  );
  expect(scripts.get('a2')).toBe(scripts.get('a1'));
  expect(scripts.get('b2')).toBe(scripts.get('b1'));
  expect(new Set(scripts.values()).size).toBe(3);
});

test('a list of hosts that count up has an address a line, and is alike on every host of a full mesh', () => {
  const lines = Array.from(
    { length: 300 },
    (_, index) => `  host${index + 1}: { address: 10.1.${index >> 8}.${index & 255} }\n`,
  );
  const configs = hostConfigs(
    `meshinit: 1\ndefaults: { os: debian-12, provider: nocloud }\nhosts:\n${lines.join('')}network: { subnet: 172.16.0.0/12, slice: /24 }\n`,
  );
  const scripts = configs.map((config) => config.fold().find(({ path }) => path === unfoldPath(config.plan))?.content);
  expect(new Set(scripts).size).toBe(1);
  expect(scripts[0]).toContain('\n10.1.0.7\n10.1.0.8\n10.1.0.9\n');
  expect(configs[0]?.foldable).toBeGreaterThan(8192);
});
