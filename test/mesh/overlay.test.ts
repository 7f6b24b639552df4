import { describe, expect, test } from 'vitest';
import { compile } from '../../src/compile-with-seed.ts';
import { keysFrom } from '../../src/keys/keys-from.ts';
import { type Lock, lockText } from '../../src/mesh/lock.ts';
import { overlayOpenings } from '../../src/mesh/overlay.ts';
import { parseLock } from '../../src/mesh/parse-lock.ts';
import { beginRotation, endRotation } from '../../src/mesh/rotate-keys.ts';
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

  test('takes off what IPv6 has more than Docker reckons with, where Docker’s own packets are of IPv6', () => {
    const mtu = (rest: string, address: string) =>
      planned(
        `meshinit: 1\ndefaults: { os: debian-13 }\n${rest}overlay: { engine: swarm, managers: [host1] }\nhosts: { host1: { address: '${address}' } }\n`,
      ).cluster?.overlay?.mtu;
    expect(mtu('', 'fd00::1')).toBe(1480);
    expect(mtu('network: none\n', 'fd00::1')).toBe(1480);
    expect(mtu('encryption: { kind: wireguard, range: "fd98::/64" }\n', '10.0.0.1')).toBe(1420);
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

  test('must not be replaced as a whole: new ones come by one that stays', () => {
    expect(planned(manifest('managers: [host4, host5, host6]', [1, 2, 3, 4, 5, 6]), before).codes).toEqual(['MI0530']);
    expect(planned(manifest('managers: [host3, host5, host6]', [1, 2, 3, 4, 5, 6]), before).codes).toEqual([]);
    const { lock } = planned(manifest('managers: [host1]'));
    expect(planned(manifest('managers: [host2]'), lock).codes).toEqual(['MI0530']);
  });

  test('must be one without those that leave the manifest, which count until they are down', () => {
    const fewer = compile(manifest('managers: [host1]', [1, 2]), { seed: SEED, lock: before });
    expect(fewer.diagnostics.map(({ code, message, hint }) => [code, message, hint])).toEqual([
      [
        'MI0530',
        'of the managers host1, host2, host3 host3 would leave the manifest, and once it is down, host1 would be no majority to remove it',
        'Keep host3 among the hosts for now, not among the managers, bring all hosts to that, then remove it.',
      ],
    ]);
    const { lock, codes } = planned(manifest('managers: [host1]'), before);
    expect(codes).toEqual([]);
    expect(planned(manifest('managers: [host1]', [1, 2]), lock).codes).toEqual([]);
    const five = planned(manifest('managers: [host1, host2, host3, host4, host5]', [1, 2, 3, 4, 5])).lock;
    expect(planned(manifest('managers: [host1]', [1, 2, 3]), five).codes).toEqual(['MI0530']);
    expect(planned(manifest('managers: [host1, host2, host3]'), five).codes).toEqual([]);
  });

  test('may lose a part, and managers may become workers', () => {
    expect(planned(manifest('managers: [host1, host2, host4]', [1, 2, 4]), before).codes).toEqual([]);
    expect(planned(manifest('managers: [host1, host5, host6]', [1, 2, 4, 5, 6]), before).codes).toEqual([]);
  });

  test('knows a renamed manager', () => {
    const renamed = manifest('managers: [host1, host2, host4]', [1, 2]).replace(
      /$/,
      '  host4: { address: 10.0.0.13, was: host3 }\n',
    );
    expect(planned(renamed, before).lock).toContain('overlay: { seats: host1 host2 host4 }');
  });
});

describe('the authority of certificates', () => {
  const text = manifest('managers: [host1]');
  const keys = keysFrom(SEED);
  const first = planned(text).lock ?? '';
  const read = (lock: string): Lock => {
    const found = parseLock(lock);
    if ('code' in found) throw new Error(found.message);
    return found;
  };
  const rotated = lockText(beginRotation(read(first), [], keys));
  const old = first.replace(/^# Of the authority.*\nauthority: .*\n/m, '');
  const trustOf = (lock: string) => {
    const [document] = planned(text, lock).documents;
    if (!document) throw new Error('no document');
    return filesOf(document).find(({ path }) => path === '/etc/meshinit/pki/ca.pem')?.content;
  };

  test('stands in the lock by generation and digest, and a lock from before it is read and gets it', () => {
    expect(first).toContain(`authority: { generation: 0, digest: "${keys.pki.authorityDigest(0)}" }\n`);
    expect(old).not.toContain('authority');
    expect(planned(text, old)).toMatchObject({ lock: first, codes: [] });
    expect(compile(text, { seed: SEED, lock: old, frozen: true }).diagnostics).toMatchObject([{ code: 'MI0512' }]);
  });

  test('is in no lock of a cluster that never had an overlay, and stays where there is none any more', () => {
    const without = text.replace(/^overlay.*\n/m, '').replace('network: none\n', '');
    expect(planned(without).lock).not.toContain('authority');
    expect(planned(without, rotated).lock).toContain('authority: { generation: 1');
    expect(planned(text, planned(without, rotated).lock).lock).toBe(rotated);
  });

  test('of another seed is refused where the manifest asks for it, with what is legal', () => {
    for (const lock of [first, rotated]) {
      const { diagnostics, documents } = compile(text, { seed: new Uint8Array(32), lock });
      expect(documents).toEqual([]);
      expect(diagnostics).toMatchObject([{ code: 'MI0516', path: ['overlay'], line: 4, column: 1 }]);
      expect(diagnostics[0]?.hint).toMatch(
        /^Use the seed that made the lock file\. If it is lost, .* remove the line authority/,
      );
    }
  });

  test('is refused beside WireGuard’s keys, so that both are removed at once where a seed is lost', () => {
    const both = text.replace('overlay:', 'encryption: wireguard\noverlay:');
    const { lock = '' } = planned(both);
    const { diagnostics } = compile(both, { seed: new Uint8Array(32), lock });
    expect(diagnostics.map(({ code, path }) => `${code} ${path[0]}`).toSorted()).toEqual([
      'MI0516 hosts',
      'MI0516 overlay',
    ]);
    const without = lock.replace(/^authority: .*\n/m, '').replace(/^ {2}host\d: \{ id: .*\n/gm, '');
    expect(compile(both, { seed: new Uint8Array(32), lock: without }).diagnostics).toEqual([]);
  });

  test('is trusted beside the former one while it is being changed, and alone afterwards', () => {
    expect(rotated).toContain(
      `authority: { generation: 1, digest: "${keys.pki.authorityDigest(1)}", former: "${keys.pki.authorityDigest(0)}" }\n`,
    );
    const after = lockText(endRotation(read(rotated)));
    expect(trustOf(first)).toBe(keys.pki.trusted([0]));
    expect(trustOf(rotated)).toBe(keys.pki.trusted([0, 1]));
    expect(trustOf(after)).toBe(keys.pki.trusted([1]));
    expect(planned(text, after)).toMatchObject({ lock: after, codes: [] });
  });

  test('is one that meshinit wrote, or the lock is refused at its line', () => {
    const fault = (from: RegExp | string, to: string) => {
      const lock = rotated.replace(from, to);
      expect(lock).not.toBe(rotated);
      const [found] = compile(text, { seed: SEED, lock }).diagnostics;
      return `${found?.code} ${lock.split('\n')[(found?.line ?? 0) - 1]?.slice(0, 10)} ${found?.message}`;
    };
    const at = 'MI0510 authority: the lock file cannot be used:';
    expect(fault('generation: 1', 'generation: 0')).toBe(`${at} the first authority has no former one`);
    expect(fault('generation: 1', 'generation: one')).toContain(`${at} authority.generation: expected a whole number`);
    expect(fault(/former: ".*"/, 'former: "x"')).toBe(
      `${at} authority.former: expected a digest: 44 characters of base64`,
    );
    expect(fault(/former: ".*"/, `former: "${keys.pki.authorityDigest(1)}"`)).toBe(
      `${at} the former authority has the digest of the newer one`,
    );
    expect(fault(/, former: /, ', before: ')).toContain("unknown key 'before'");
  });
});
