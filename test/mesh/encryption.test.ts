import { inspect } from 'node:util';
import { describe, expect, it, test } from 'vitest';
import { hasErrors } from '../../src/diagnostics/diagnostic.ts';
import { explain } from '../../src/explain/explain.ts';
import { compile, plan } from '../../src/index.ts';
import { keysFrom } from '../../src/keys/keys-from.ts';
import { lockText } from '../../src/mesh/lock.ts';
import { parseLock } from '../../src/mesh/parse-lock.ts';
import { beginRotation, endRotation } from '../../src/mesh/rotate-keys.ts';
import { encapsulations } from '../../src/tunnels/tunnels.ts';

const SEED = new Uint8Array(32).fill(3);
const manifest = (rest = 'encryption: wireguard\n', hosts = ['10.0.0.11', '10.0.0.12', '10.0.0.13']): string =>
  `meshinit: 1\ndefaults: { os: debian-12 }\nhosts:\n${hosts
    .map((address, index) => `  host${index + 1}: { address: '${address}' }\n`)
    .join('')}${rest}`;

const made = (text: string, lock?: string) => {
  const result = compile(text, { seed: SEED, lock });
  expect(result.diagnostics).toEqual([]);
  if (!result.cluster || result.lock === undefined) throw new Error('no cluster');
  return { ...result, cluster: result.cluster, lock: result.lock };
};
const textOf = (documents: readonly { readonly content: Uint8Array }[]): string =>
  documents.map(({ content }) => Buffer.from(content).toString()).join('\n');
const read = (text: string) => {
  const lock = parseLock(text);
  if ('code' in lock) throw new Error(lock.message);
  return lock;
};

describe('the MTU', () => {
  const V6 = ['fd00::11', 'fd00::12'];
  test.each(encapsulations.flatMap((kind) => [undefined, 7].map((key) => [kind, key] as const)))(
    'of %s with key %s is 60 bytes smaller over IPv4, and 80 over IPv6',
    (kind, key) => {
      const tunnel = `network: { tunnel: { kind: ${kind}${key === undefined ? '' : `, key: ${key}`} } }\n`;
      const mtuOf = (text: string): number => plan(text).report?.mtu ?? 0;
      const plain = mtuOf(manifest(tunnel));
      expect(mtuOf(manifest(`${tunnel}encryption: wireguard\n`))).toBe(plain - 60);
      expect(mtuOf(manifest(`${tunnel}encryption: wireguard\n`, V6))).toBe(plain - 80);
      // The tunnel's own header is 20 bytes longer between IPv6 addresses.
      const range = `${tunnel}encryption: { kind: wireguard, range: fd98::/64 }\n`;
      expect(mtuOf(manifest(range))).toBe(plain - 80);
    },
  );

  it('is 1390 for VXLAN over 1500 bytes of IPv4, and 1370 over IPv6', () => {
    expect([manifest(), manifest(undefined, V6)].map((text) => plan(text).report?.mtu)).toEqual([1390, 1370]);
  });

  it('is 1440 over 1500 bytes of IPv4 where WireGuard itself carries routes, 1420 over IPv6, and of WireGuard’s own addresses the same', () => {
    const routed = 'network: { layout: routed }\n';
    const reports = ['wireguard', '{ kind: wireguard, range: fd98::/64 }'].flatMap((encryption) =>
      [undefined, V6].map((hosts) => plan(manifest(`${routed}encryption: ${encryption}\n`, hosts)).report),
    );
    expect(reports.map((report) => report?.mtu)).toEqual([1440, 1420, 1440, 1420]);
    expect(reports[0]?.tunnel).toEqual({ kind: 'none', key: null, port: null });
    const underlay = plan(manifest('network: { layout: routed, tunnel: none }\n')).report;
    expect([underlay?.mtu, underlay?.hosts[0]?.links[0]?.remote]).toEqual([1500, '10.0.0.12']);
  });

  it('is no plan for two hosts behind NAT, since nobody forwards between them', () => {
    const { diagnostics } = plan(
      manifest('network: { layout: routed }\nencryption: wireguard\n', ['none', 'none', '10.0.0.13']),
    );
    expect(diagnostics.map(({ code }) => code)).toEqual(['MI0517']);
  });
});

it('runs every tunnel between WireGuard addresses and changes no other number', () => {
  const [plain, encrypted] = [plan(manifest('')).report, plan(manifest()).report];
  expect(encrypted?.hosts.map(({ address, slice, bridge }) => [address, slice, bridge])).toEqual(
    plain?.hosts.map(({ address, slice, bridge }) => [address, slice, bridge]),
  );
  expect(encrypted?.links).toEqual(plain?.links);
  expect(encrypted?.hosts[0]?.links.map(({ remote }) => remote)).toEqual(['10.98.0.2', '10.98.0.3']);
  const { cluster } = made(manifest());
  expect(cluster.networks[0].members[0]?.links.map(({ underlay }) => underlay?.address.text)).toEqual([
    '10.0.0.12',
    '10.0.0.13',
  ]);
});

it('takes a range that overlaps nothing of the manifest, and the lock keeps it', () => {
  const near = manifest('encryption: wireguard\nnetwork: { subnet: 10.98.0.0/16 }\n', ['10.99.3.4', '10.99.3.5']);
  expect(made(near).cluster.encryption?.range).toBe('10.100.0.0/16');
  const vast = manifest('encryption: wireguard\nnetwork: { subnet: 10.0.0.0/8 }\n', ['172.31.0.1', '172.29.0.1']);
  expect(made(vast).cluster.encryption?.range).toBe('172.30.0.0/16');
  const { lock } = made(manifest());
  const moved = compile(manifest(undefined, ['10.98.0.9', '10.0.0.12']), { seed: SEED, lock });
  expect(moved.diagnostics.map(({ code }) => code)).toEqual(['MI0513']);
});

test('GRE is legal where a provider drops it, since WireGuard carries it', () => {
  const gre = 'network: { tunnel: gre }\n';
  const codes = (rest: string): string[] =>
    compile(manifest(rest).replace('debian-12', 'debian-12, provider: azure'), { seed: SEED }).diagnostics.map(
      ({ code }) => code,
    );
  expect(codes(gre)).toContain('MI0611');
  expect(codes(`${gre}encryption: wireguard\n`)).toEqual([]);
});

test('the files of WireGuard are explained by the line that asks for it', () => {
  const { origins } = explain(manifest(), { host: 'host1' });
  for (const path of ['/etc/meshinit/mi-wg0.peers', '/etc/meshinit/mi-wg0.key']) {
    expect(origins.find(({ file }) => file === path)?.places, path).toContainEqual(
      expect.objectContaining({ line: 7, column: 13 }),
    );
  }
});

describe('without the seed', () => {
  it('makes no document, and says what to do', () => {
    const { diagnostics, documents } = compile(manifest());
    expect(documents).toEqual([]);
    expect(diagnostics).toMatchObject([{ code: 'MI0515', path: ['encryption'] }]);
    expect(diagnostics[0]?.hint).toContain('meshinit keys');
  });

  it('plans with the public keys of the lock', () => {
    const { lock } = made(manifest());
    const { diagnostics, report } = plan(manifest(), { lock });
    expect(diagnostics).toEqual([]);
    const keys = keysFrom(SEED);
    expect(report?.encryption).toEqual({
      kind: 'wireguard',
      hosts: [1, 2, 3].map((number) => ({
        name: `host${number}`,
        address: `10.98.0.${number}`,
        public_key: keys.pairOf(`${number}-host${number}`, 0).publicKey,
        generation: 0,
      })),
    });
  });

  it('plans documents of the size that they will have', () => {
    const { lock, documents } = made(manifest());
    expect(plan(manifest(), { lock }).report?.hosts.map(({ document }) => document.bytes)).toEqual(
      documents.map(({ bytes }) => bytes),
    );
  });
});

it('refuses another seed than the lock’s, and names the hosts', () => {
  const { lock } = made(manifest());
  const { diagnostics } = compile(manifest(), { lock, seed: new Uint8Array(32) });
  expect(diagnostics).toMatchObject([{ code: 'MI0516', path: ['hosts', 'host1'] }]);
  expect(diagnostics[0]?.message).toContain('host1, host2, host3');
});

describe('a host’s key', () => {
  const keyOf = (lock: string, name: string) => read(lock).encryption?.keys.get(name);

  it('stays through a renaming, and those of others when hosts come and go', () => {
    const first = made(manifest());
    const renamed = made(manifest().replace('host2: {', 'web: { was: host2,'), first.lock);
    expect(keyOf(renamed.lock, 'web')).toEqual(keyOf(first.lock, 'host2'));
    const gone = made(manifest(undefined, ['10.0.0.11']), first.lock);
    expect(keyOf(gone.lock, 'host1')).toEqual(keyOf(first.lock, 'host1'));
  });

  it('is in its own document alone, and its private half in nothing else', () => {
    const { documents, lock, cluster } = made(manifest());
    const { privateKey, publicKey } = keysFrom(SEED).pairOf('1-host1', 0);
    const [own, ...others] = documents;
    if (!own) throw new Error('no document');
    expect(textOf([own])).toContain(privateKey);
    expect(own.secret).toBe(true);
    expect(textOf(others)).not.toContain(privateKey);
    expect(textOf(others).split(publicKey)).toHaveLength(3);
    expect(lock + inspect(cluster, { depth: Infinity })).not.toContain(privateKey);
  });

  it('is in no document where the host has it', () => {
    const { publicKey } = keysFrom(new Uint8Array(32).fill(9)).pairOf('x', 0);
    const text = manifest().replace(
      "'10.0.0.11' }",
      `'10.0.0.11', wireguard: { public_key: ${publicKey}, key_file: /etc/mesh.key } }`,
    );
    const { documents, lock } = made(text);
    expect(documents.map(({ secret }) => secret)).toEqual([false, true, true]);
    expect(keyOf(lock, 'host1')).toBeUndefined();
    // No seed is needed for it alone.
    expect(hasErrors(compile(text, { hosts: ['host1'] }).diagnostics)).toBe(false);
  });
});

describe('hosts behind NAT', () => {
  const behind = (count: number, rest = ''): string =>
    manifest(`encryption: wireguard\n${rest}`, ['10.0.0.11', '10.0.0.12', ...Array<string>(count).fill('none')]);

  it('have links to all but one another, and one that begins', () => {
    const { cluster } = made(behind(2));
    const [mesh] = cluster.networks;
    expect(mesh.links.map(({ hosts }) => hosts.join(' '))).not.toContain('host3 host4');
    expect(mesh.links).toHaveLength(5);
    expect(mesh.loops.kind).toBe('rstp');
    expect(mesh.loops.why).toContain('host3 and host4 are behind NAT');
    const endsOf = (name: string) =>
      mesh.members.find((member) => member.name === name)?.links.map(({ underlay }) => underlay?.address.text);
    expect(endsOf('host1')?.toSorted()).toEqual(['10.0.0.12', undefined, undefined]);
    expect(endsOf('host3')?.toSorted()).toEqual(['10.0.0.11', '10.0.0.12']);
    expect(cluster.nodes.map(({ wireguard }) => wireguard?.isHidden)).toEqual([false, false, true, true]);
  });

  it('stay in a full mesh with split horizon while there is one of them', () => {
    const { cluster } = made(behind(1));
    expect(cluster.networks[0].links).toHaveLength(3);
    expect(cluster.networks[0].loops.kind).toBe('split-horizon');
  });

  const refused = (text: string): string[] => compile(text, { seed: SEED }).diagnostics.map(({ code }) => code);
  it('are refused where a topology needs the link that cannot be', () => {
    expect(refused(behind(2, 'network: { topology: ring }\n'))).toEqual(['MI0517']);
    expect(refused(behind(2, 'network: { topology: { star: [host3] } }\n'))).toEqual(['MI0517']);
    expect(refused(behind(2, 'network: { topology: { star: [host1] } }\n'))).toEqual([]);
    expect(refused(behind(2, 'network: { loops: split-horizon }\n'))).toEqual(['MI0612']);
    expect(refused(behind(2, 'network: { dataplane: linux }\n'))).toEqual(['MI0615']);
    expect(refused(manifest(undefined, ['none', 'none']))).toEqual(['MI0517']);
    expect(refused(behind(1).replace('encryption: wireguard', ''))).toEqual(['MI0427']);
  });
});

describe('a rotation', () => {
  it('has both keys of a host side by side, then the newer alone', () => {
    const keys = keysFrom(SEED);
    const { lock } = made(manifest());
    const begun = lockText(beginRotation(read(lock), ['host2'], keys));
    const both = made(manifest(), begun);
    expect(both.cluster.encryption?.generations).toEqual([0, 1]);
    expect(both.cluster.nodes.map(({ wireguard }) => wireguard?.keys.map(({ generation }) => generation))).toEqual([
      [0, 0],
      [0, 1],
      [0, 0],
    ]);
    expect(both.lock).toBe(begun);
    const [, host2] = both.documents;
    for (const generation of [0, 1]) {
      expect(textOf(host2 ? [host2] : [])).toContain(keys.pairOf('2-host2', generation).privateKey);
    }
    const after = made(manifest(), lockText(endRotation(read(begun))));
    expect(after.cluster.encryption?.generations).toEqual([1]);
    expect(textOf(after.documents)).not.toContain(keys.pairOf('2-host2', 0).publicKey);
  });
});

describe('a lock file', () => {
  it('reads back what it spells, and stays while nothing is encrypted', () => {
    const { lock } = made(manifest());
    expect(lockText(read(lock))).toBe(lock);
    expect(compile(manifest(''), { lock }).lock).toBe(lock);
  });

  test.each([
    ['a key of 31 bytes', (lock: string) => lock.replace(/public: "..../, 'public: "')],
    [
      'one key twice',
      (lock: string) => lock.replace(/(host2: .*public: )".*"/, `$1${/host1: .*public: (".*")/.exec(lock)?.[1]}`),
    ],
    ['one id twice', (lock: string) => lock.replace('id: 2-host2', 'id: 1-host1')],
    [
      'a generation that is no number',
      (lock: string) => lock.replace('generation: 0, public', 'generation: x, public'),
    ],
    ['a range that is none', (lock: string) => lock.replace('10.98.0.0/16', '10.98.0.1/16')],
    [
      'a former key alone',
      (lock: string) =>
        lock.replace(/ {2}host1: \{ id.*\n/, '').concat(`former:\n${/ {2}host1: \{ id.*\n/.exec(lock)?.[0]}`),
    ],
  ])('with %s is refused', (_, damage) => {
    const { lock } = made(manifest());
    const damaged = damage(lock);
    expect(damaged).not.toBe(lock);
    expect(compile(manifest(), { seed: SEED, lock: damaged }).diagnostics.map(({ code }) => code)).toEqual(['MI0510']);
  });
});
