import { describe, expect, test } from 'vitest';
import { compile } from '../../src/compile-with-seed.ts';
import { overlayOpenings } from '../../src/mesh/overlay.ts';
import { filesOf } from '../support/hosts.ts';

const SEED = new Uint8Array(32).fill(7);

const manifest = (overlay: string, hosts = [1, 2, 3], rest = 'network: none\n'): string =>
  `meshinit: 1\ndefaults: { os: debian-13 }\n${rest}overlay: { engine: swarm, ${overlay} }\nhosts:\n${hosts
    .map((host) => `  host${host}: { address: 10.0.0.1${host} }\n`)
    .join('')}`;

const planned = (text: string, lock?: string) => {
  const { cluster, lock: kept, diagnostics, documents } = compile(text, { seed: SEED, lock });
  return { cluster, lock: kept, documents, codes: diagnostics.map(({ code }) => code) };
};

describe('an overlay', () => {
  test('has its managers in the order of the hosts, a port that is not VXLAN’s own, and a pool', () => {
    const { cluster } = planned(
      manifest('managers: [host3, host1, host2], networks: { web: , safe: { encrypted: true } }'),
    );
    expect(cluster?.overlay).toMatchObject({
      engine: 'swarm',
      seats: ['host1', 'host2', 'host3'],
      dataPathPort: 4790,
      mtu: 1500,
      networks: [
        { name: 'web', subnet: undefined, encrypted: false, attachable: true },
        { name: 'safe', subnet: undefined, encrypted: true, attachable: true },
      ],
    });
  });

  test('takes off what WireGuard adds, over IPv4 and over IPv6', () => {
    const over = (address: string) =>
      planned(
        `meshinit: 1\ndefaults: { os: debian-13 }\nnetwork: none\nencryption: wireguard\noverlay: { engine: swarm, managers: [host1] }\nhosts: { host1: { address: '${address}' } }\n`,
      ).cluster?.overlay?.mtu;
    expect([over('10.0.0.1'), over('fd00::1')]).toEqual([1440, 1420]);
  });

  test('opens managers’ ports on managers alone, and ESP only for encrypted networks', () => {
    const openings = (overlay: string, host: string): string[] => {
      const { cluster } = planned(manifest(overlay));
      if (!cluster?.overlay) throw new Error('no overlay');
      return overlayOpenings(cluster.overlay, host).map((opening) =>
        'port' in opening ? `${opening.protocol} ${opening.port}` : opening.protocol,
      );
    };
    const every = ['tcp 7946', 'udp 7946', 'udp 4790'];
    expect(openings('managers: [host1]', 'host1')).toEqual(['tcp 2377', 'tcp 2378', ...every]);
    expect(openings('managers: [host1]', 'host2')).toEqual(every);
    expect(openings('managers: [host1], networks: { safe: { encrypted: true } }', 'host2')).toEqual([...every, 'esp']);
  });
});

describe('a cluster without a network', () => {
  test('has a lock with numbers alone, which is read back as it was written', () => {
    const { lock = '' } = planned(manifest('managers: [host1]'));
    expect(lock).toContain('network: { layout: none }\nhosts:\n  host1: { number: 1 }\n');
    expect(lock).toContain('overlay: { seats: host1 }\n');
    expect(lock).not.toMatch(/24\d\./);
    expect(planned(manifest('managers: [host1]'), lock)).toMatchObject({ lock, codes: [] });
    expect(compile(manifest('managers: [host1]'), { seed: SEED, lock, frozen: true }).diagnostics).toEqual([]);
  });

  test('comes to a network and back without another lock', () => {
    const { lock = '' } = planned(manifest('managers: [host1]'));
    const young = planned(manifest('managers: [host1]', [1, 2, 3], ''), lock);
    expect(young.codes).toEqual([]);
    expect(young.lock).toContain('host3: { number: 3, slice: 172.17.3.0/24, bridge: 172.17.0.3 }');
    expect(planned(manifest('managers: [host1]'), young.lock).lock).toBe(lock);
  });

  test('shows no number that stands for nothing', () => {
    const { documents } = planned(manifest('managers: [host1], networks: { web: { encrypted: true } }'));
    for (const document of documents) {
      for (const { content } of filesOf(document)) expect(content).not.toMatch(/\b24[0-7]\.\d+\.\d+\.\d+/);
    }
  });
});

describe('a majority of managers', () => {
  const three = 'managers: [host1, host2, host3]';
  const before = planned(manifest(three)).lock;

  test('must stay, by the lock', () => {
    expect(planned(manifest('managers: [host1, host4, host5]', [1, 4, 5]), before).codes).toEqual(['MI0530']);
    expect(planned(manifest('managers: [host1]', [1, 4]), before).codes).toEqual(['MI0530']);
  });

  test('may lose a part, and managers may become workers', () => {
    expect(planned(manifest('managers: [host1, host2, host4]', [1, 2, 4]), before).codes).toEqual([]);
    expect(planned(manifest('managers: [host4, host5, host6]', [1, 2, 4, 5, 6]), before).codes).toEqual([]);
  });

  test('knows a renamed manager', () => {
    const renamed = manifest('managers: [host1, host2, host4]', [1, 2]).replace(
      /$/,
      '  host4: { address: 10.0.0.13, was: host3 }\n',
    );
    expect(planned(renamed, before).lock).toContain('overlay: { seats: host1 host2 host4 }');
  });
});
