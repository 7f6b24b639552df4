import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ipv4Text } from '../../../src/addresses/address.ts';
import { cidrText, overlaps } from '../../../src/addresses/cidr.ts';
import type { HostConfig } from '../../../src/host/host-config.ts';
import ofPeers from '../../../src/host/scripts/routed-plain-state.sh';
import slices from '../../../src/host/scripts/routed-slices.sh';
import { keysFrom } from '../../../src/keys/keys-from.ts';
import type { HostLink, Membership, Mesh } from '../../../src/mesh/mesh.ts';
import { meshAddress6, slice6 } from '../../../src/mesh/subnet6.ts';
import { saidByHost } from '../../support/host-shell.ts';
import { compiled, hostConfigs } from '../../support/hosts.ts';
import { thoroughOr } from '../../support/thorough.ts';

const state = `${slices}\n${ofPeers}`;

const keys = keysFrom(new Uint8Array(32).fill(3));

const CARRIERS = {
  wireguard: { network: '', rest: 'encryption: wireguard\n', address: (n: number) => `10.0.0.${n}` },
  underlay: { network: ', tunnel: none', rest: '', address: (n: number) => `10.0.0.${n}` },
  'underlay of IPv6': { network: ', tunnel: none', rest: '', address: (n: number) => `'fd00:10::${n}'` },
} as const;
type Carrier = keyof typeof CARRIERS;

/** Hosts of a carrier; those of `pinned` have a slice and a mesh address of their own choice. */
function manifest(carrier: Carrier, count: number, network = '', pinned: readonly number[] = []): string {
  const { rest, address, network: tunnel } = CARRIERS[carrier];
  const hosts = Array.from({ length: count }, (_, index) => {
    const pins = pinned.includes(index) ? `, slice: 172.17.${128 + index}.0/25, bridge: 172.17.0.${90 + index}` : '';
    return `  h${index + 1}: { address: ${address(index + 1)}${pins} }\n`;
  });
  return `meshinit: 1\ndefaults: { os: debian-12 }\nnetwork: { layout: routed${tunnel}${network} }\n${rest}hosts:\n${hosts.join('')}`;
}

const contentOf = ({ files }: HostConfig, path: string): string =>
  files.find((file) => file.path === path)?.content ?? '';

/** As the kernel's tools spell it (RFC 5952): URLs have the same form. */
const spelt = (address: string): string => new URL(`http://[${address}]`).hostname.slice(1, -1);

/** Runs functions of the host's own shell on its files, with what it would find of routes. */
function run(host: HostConfig, call: string, found: readonly string[] = [], awk = 'awk'): string[] {
  const routes = found.map((line) => `${line}\n`).join('');
  const script = `led() { :; }
    found() { printf '%s' '${routes}'; }
    ${state}
    ${call}`;
  return saidByHost(host, script, awk)
    .split('\n')
    .filter((line) => line !== '');
}

/** What a peer has: its slice and its mesh address, of each family. */
const blocksOf = ({ subnet6 }: Mesh, { slice, bridge }: HostLink['peer']): string[] => {
  const [block = '', prefix] = subnet6 ? slice6(subnet6, slice).split('/') : [];
  return [
    cidrText(slice),
    ipv4Text(bridge),
    ...(subnet6 ? [`${spelt(block)}/${prefix}`, spelt(meshAddress6(subnet6, bridge).text)] : []),
  ];
};

function expected(carrier: Carrier, mesh: Mesh, { links }: Membership): string[] {
  return links.flatMap(({ peer, remote }) => {
    const to = remote.address.text;
    return blocksOf(mesh, peer).map((block) => `${block} ${carrier === 'wireguard' ? 'mi-wg0' : to} ${to}`);
  });
}

const cluster = fc.record({
  carrier: fc.constantFrom(...(Object.keys(CARRIERS) as Carrier[])),
  count: fc.integer({ min: 2, max: 9 }),
  ipv6: fc.boolean(),
  network: fc.constantFrom('', ', slice: /28', ', bridges: 172.17.64.0/24', ', slice: /22, bridges: 172.17.0.128/25'),
  pinned: fc.array(fc.integer({ min: 0, max: 8 }), { maxLength: 2 }),
});

describe('plain routes', () => {
  test('lead to all that is of every peer, from every host alike, over each carrier, and WireGuard lets just that in', () => {
    fc.assert(
      fc.property(cluster, ({ carrier, count, ipv6, network, pinned }) => {
        const has6 = ipv6 && carrier !== 'underlay';
        const pins = network.includes('bridges') ? [] : pinned;
        const text = manifest(carrier, count, `${network}${has6 ? ', subnet6: auto' : ''}`, pins);
        const { mesh } = compiled(text, { keys });
        for (const host of hostConfigs(text, { keys })) {
          const [{ member }] = host.plan.networks;
          expect(member.links).toHaveLength(count - 1);
          expect(run(host, 'planned').toSorted()).toEqual(expected(carrier, mesh, member).toSorted());
          if (carrier !== 'wireguard') continue;
          const behind = contentOf(host, '/etc/meshinit/mi-wg0.peers')
            .trim()
            .split('\n')
            .map((line) => line.split(' '));
          expect(behind.map(([address, , , , name, blocks]) => `${name} ${address} ${blocks}`).toSorted()).toEqual(
            member.links
              .map(({ peer, remote }) => {
                const [slice, own, slice6, own6] = blocksOf(mesh, peer);
                const six = slice6 ? [slice6, `${own6}/128`] : [];
                return `${peer.name} ${remote.address.text} ${[slice, `${own}/32`, ...six].join(',')}`;
              })
              .toSorted(),
          );
        }
        for (const [index, { slice }] of mesh.members.entries()) {
          expect(mesh.members.slice(index + 1).some((other) => overlaps(other.slice, slice))).toBe(false);
          expect(overlaps(mesh.bridges, slice)).toBe(false);
        }
      }),
      { numRuns: thoroughOr(60, 5) },
    );
  });

  test.each(['awk', 'busybox awk'])('change by what differs alone, from the host’s own addresses, by %s', (awk) => {
    const [host] = hostConfigs(manifest('underlay of IPv6', 3, ', subnet6: "fd12:3456:789a:1::/64"'));
    if (!host) throw new Error('no host');
    const all = run(host, 'planned', [], awk).map((line) => line.split(' ').slice(0, 2).join(' '));
    expect(run(host, 'differences', all, awk)).toEqual([]);
    expect(run(host, 'ways', all, awk).join(' ').trim().split(/ +/).toSorted()).toEqual(['fd00:10::2', 'fd00:10::3']);
    const some = all.filter((line) => !line.startsWith('172.17.2.0/24')).map((line) => line.replace('::3', '::9'));
    expect(run(host, 'differences', ['172.17.9.0/24 fd00:10::7', ...some], awk).toSorted()).toEqual([
      'route del 172.17.9.0/24 via inet6 fd00:10::7',
      'route replace 172.17.0.3 via inet6 fd00:10::3 src 172.17.0.1',
      'route replace 172.17.2.0/24 via inet6 fd00:10::2 src 172.17.1.1',
      'route replace 172.17.3.0/24 via inet6 fd00:10::3 src 172.17.1.1',
      'route replace fd12:3456:789a:1:0:242:ac11:300/120 via fd00:10::3 src fd12:3456:789a:1:0:242:ac11:101',
      'route replace fd12:3456:789a:1::ac11:3 via fd00:10::3 src fd12:3456:789a:1::ac11:1',
    ]);
    expect(run(host, 'ways', some, awk)).toEqual([]);
  });

  test('go by the newer device where WireGuard has led a peer’s address there', () => {
    const [host] = hostConfigs(manifest('wireguard', 3), { keys });
    if (!host) throw new Error('no host');
    const both = `WG_DEVICES='mi-wg0:51820 mi-wg1:51821'; led() { echo 10.98.0.3; }; planned`;
    expect(run(host, both)).toEqual([
      '172.17.2.0/24 mi-wg0 10.98.0.2',
      '172.17.0.2 mi-wg0 10.98.0.2',
      '172.17.3.0/24 mi-wg1 10.98.0.3',
      '172.17.0.3 mi-wg1 10.98.0.3',
    ]);
  });
});

describe('a host whose routes WireGuard carries', () => {
  const [host] = hostConfigs(manifest('wireguard', 3), { keys });
  const of = (path: string): string => (host ? contentOf(host, path) : '');

  test('lets in WireGuard alone, and nothing of the mesh out by another way', () => {
    const rules = of('/etc/meshinit/firewall.nft');
    expect(rules.match(/dport.*/g)?.filter((rule) => rule.includes('udp') || /^dport \{ 5/.test(rule))).toEqual([
      'dport { 51820 } ip saddr @wireguard accept',
      'dport { 51820 } drop',
    ]);
    expect(rules).not.toContain('4789');
    expect(rules).not.toContain('set peers');
    expect(rules).toContain('oifname != { "lo", "docker0", "sw0" } oifname != "mi-wg*" ip daddr 172.17.0.0/16 drop');
    expect(of('/etc/meshinit/host.conf')).toMatch(/^TUNNEL=mi-wg\+$/m);
    expect(of('/etc/meshinit/host.conf')).toMatch(/^MTU=1440$/m);
  });

  test('has nothing of VXLAN', () => {
    expect(host?.files.filter(({ content }) => /vxlan/i.test(content)).map(({ path }) => path)).toEqual([]);
  });

  test('changes by a line of each list where a host comes', () => {
    const [three, four] = [3, 4].map((count) => manifest('wireguard', count)) as [string, string];
    const [after] = hostConfigs(four, { lock: compiled(three, { keys }).lock, keys });
    const changed = after?.files.filter(({ path, content }) => content !== of(path)).map(({ path }) => path);
    expect(changed).toEqual(['/etc/meshinit/firewall.nft', '/etc/meshinit/mi-wg0.peers', '/etc/meshinit/peers']);
  });
});
