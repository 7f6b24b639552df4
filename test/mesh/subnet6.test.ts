import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAddressRange, rangesOverlap } from '../../src/addresses/address-range.ts';
import { compile } from '../../src/compile.ts';
import { parseLock } from '../../src/mesh/parse-lock.ts';
import type { Plan } from '../../src/mesh/plan.ts';
import { containerAddress6, meshAddress6, type Subnet6, slice6 } from '../../src/mesh/subnet6.ts';
import { type ClusterShape, clusterManifest, clusterShapes } from '../support/clusters.ts';
import { planned } from '../support/hosts.ts';
import { thoroughOr } from '../support/thorough.ts';

const NETWORKS =
  'networks:\n  blue: { subnet: 10.78.0.0/16, subnet6: auto }\n  red: { subnet: 10.79.0.0/16, subnet6: auto }\n';

const withIpv6 = (shape: ClusterShape): string =>
  clusterManifest(shape).replace('network:\n', 'network:\n  subnet6: auto\n') + NETWORKS;

const blockOf = (text: string): Subnet6 => {
  const block = parseAddressRange(text);
  if ('fault' in block) throw new Error(`${text} ${block.fault}`);
  return block;
};

const subnetsOf = ({ cluster }: Plan): Subnet6[] => cluster.networks.flatMap(({ subnet6 }) => subnet6 ?? []);

/** What each host has in each network: its mesh address and its block. */
const placesOf = ({ cluster }: Plan): Map<string, string> =>
  new Map(
    cluster.networks.flatMap(({ name, subnet6, members }) =>
      members.map((member): [string, string] => [
        `${name} ${member.name}`,
        subnet6 ? `${meshAddress6(subnet6, member.bridge).text} ${slice6(subnet6, member.slice)}` : '',
      ]),
    ),
  );

const runs = { numRuns: thoroughOr(200, 40) };

describe('the IPv6 of a cluster', () => {
  test('is unique: no two networks, blocks or mesh addresses of it meet', () => {
    fc.assert(
      fc.property(clusterShapes(10), (shape) => {
        const plan = planned(withIpv6(shape));
        const blocks = plan.cluster.networks.flatMap(({ subnet6, members }) =>
          members.flatMap(({ slice, bridge }) =>
            subnet6 ? [blockOf(slice6(subnet6, slice)), blockOf(`${meshAddress6(subnet6, bridge).text}/128`)] : [],
          ),
        );
        const subnets = subnetsOf(plan);
        expect(subnets).toHaveLength(3);
        const meet = (all: readonly Subnet6[]): boolean =>
          all.some((one, index) => all.slice(index + 1).some((other) => rangesOverlap(one, other)));
        expect(meet(subnets)).toBe(false);
        expect(meet(blocks)).toBe(false);
        for (const block of blocks) expect(subnets.some((subnet) => rangesOverlap(subnet, block))).toBe(true);
      }),
      runs,
    );
  });

  test('stays with the lock, whichever hosts and networks come and go', () => {
    fc.assert(
      fc.property(clusterShapes(8), clusterShapes(8), (first, second) => {
        const before = planned(withIpv6(first));
        const after = planned(withIpv6({ ...first, hosts: second.hosts, topology: 'full' }), { lock: before.lock });
        const now = placesOf(after);
        for (const [key, place] of placesOf(before)) if (now.has(key)) expect(now.get(key)).toBe(place);
        const again = planned(withIpv6(first), { lock: before.lock, frozen: true });
        expect(again.lock).toBe(before.lock);
      }),
      runs,
    );
  });

  test('of a container is what Docker before 28 makes of its MAC, and so within the block of its host alone', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.integer({ min: 8, max: 30 }), (address, prefix) => {
        const subnet = blockOf('fd17:1:2:3::/64');
        // moby libnetwork/netutils, GenerateMACFromIP, and drivers/bridge, CreateEndpoint: 02:42, then the IPv4 address.
        const mac = [0x02, 0x42, ...[24, 16, 8, 0].map((shift) => (address >>> shift) & 255)];
        const made = mac.reduce((value, byte) => value * 256n + BigInt(byte), 0n);
        const { value, text } = containerAddress6(subnet, address);
        expect(value).toBe(subnet.first + made);
        const size = 2 ** (32 - prefix);
        const slice = { first: Math.floor(address / size) * size, prefix };
        expect(rangesOverlap(blockOf(slice6(subnet, slice)), blockOf(`${text}/128`))).toBe(true);
      }),
    );
  });

  test('is spelled as the kernel and Docker spell it (RFC 5952)', () => {
    const bridge = 0xac11_2a01;
    expect(meshAddress6(blockOf('fd12:3456:789a:1::/64'), bridge).text).toBe('fd12:3456:789a:1::ac11:2a01');
    expect(meshAddress6(blockOf('2001:0:0:1::/64'), bridge).text).toBe('2001::1:0:0:ac11:2a01');
    expect(slice6(blockOf('fd12:3456:789a:1::/64'), { first: 0xac11_4000, prefix: 18 })).toBe(
      'fd12:3456:789a:1:0:242:ac11:4000/114',
    );
    expect(slice6(blockOf('2001:db8::/64'), { first: 0x0a00_0000, prefix: 24 })).toBe('2001:db8::242:a00:0/120');
  });
});

const two = (rest: string): string =>
  `meshinit: 1\nname: demo\ndefaults: { os: debian-12 }\nhosts:\n  a: { address: 10.0.0.1 }\n  b: { address: 10.0.0.2 }\n${rest}`;

describe('auto', () => {
  test('is a unique local /64 by the names of cluster and network, in the lock', () => {
    const { lock, cluster } = planned(two('network: { subnet6: auto }\n'));
    expect(cluster.networks[0].subnet6?.text).toMatch(/^fd[0-9a-f:]+::\/64$/);
    expect(lock).toContain(`subnet6: "${cluster.networks[0].subnet6?.text}" }`);
    const other = planned(two('network: { subnet6: auto }\n').replace('demo', 'other'));
    expect(other.cluster.networks[0].subnet6?.text).not.toBe(cluster.networks[0].subnet6?.text);
  });

  test('keeps out of what the manifest names, and says what is named into it later', () => {
    const own = planned(two('network: { subnet6: auto }\n'));
    const taken = own.cluster.networks[0].subnet6?.text ?? '';
    const further = `networks: { blue: { subnet: 10.78.0.0/16, subnet6: "${taken}" } }\n`;
    const text = two(`network: { subnet6: auto }\n${further}`);
    expect(planned(text).cluster.networks[0].subnet6?.text).not.toBe(taken);
    expect(compile(text, { lock: own.lock }).diagnostics.map(({ code }) => code)).toEqual(['MI0520']);
  });

  test('leaves the lock with subnet6, and comes back the same', () => {
    const before = planned(two('network: { subnet6: auto }\n'));
    const without = planned(two(''), { lock: before.lock });
    expect(without.lock).not.toContain('subnet6');
    expect(planned(two('network: { subnet6: auto }\n'), { lock: without.lock }).lock).toBe(before.lock);
  });

  test('takes a block that is given instead: its first /64, which the lock does not repeat', () => {
    const { lock, cluster } = planned(two('network: { subnet6: "2001:db8::/56" }\n'));
    expect(cluster.networks[0].subnet6?.text).toBe('2001:db8::/64');
    expect(lock).not.toContain('subnet6');
  });
});

describe('a lock file', () => {
  const lock = planned(two(`network: { subnet6: auto }\n${NETWORKS}`)).lock;
  const [first = '', second = ''] = [...lock.matchAll(/"(fd[^"]*)"/g)].map(([, text]) => text ?? '');
  const said = (text: string): string => {
    const read = parseLock(text);
    return 'code' in read ? read.message : 'read';
  };

  test('is read as it was written', () => expect(said(lock)).toBe('read'));

  test.each([
    ['two networks have the IPv6 network', lock.replace(second, first)],
    ['network.subnet6 10.0.0.0/8 is IPv4', lock.replace(first, '10.0.0.0/8')],
    ['is not written as fd98:1::/64', lock.replace(first, 'fd98:1::/48')],
    ['is smaller than a /64', lock.replace(first, 'fd98:1::/96')],
  ])('is refused where %s', (why, text) => expect(said(text)).toContain(why));
});
