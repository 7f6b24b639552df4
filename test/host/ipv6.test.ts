import { describe, expect, test } from 'vitest';
import { parseAddressRange } from '../../src/addresses/address-range.ts';
import { twoHosts } from '../../src/check/example.ts';
import type { HostConfig } from '../../src/host/host-config.ts';
import { dockerForm } from '../../src/host/host-ipv6.ts';
import { dockerSourcesOf } from '../../src/os/os-facts.ts';
import { oses } from '../../src/os/oses.ts';
import { hostConfigs } from '../support/hosts.ts';

const files = (config: HostConfig): Map<string, string> =>
  new Map(config.files.map(({ path, content }) => [path, content]));

const fileOf = (config: HostConfig | undefined, end: string): string => {
  const [found] = [...(config ? files(config) : [])].filter(([path]) => path.endsWith(end));
  return found?.[1] ?? '';
};

const hostsWith = (rest: string, os = 'debian-12'): HostConfig[] => hostConfigs(twoHosts(rest, os));

/** Every system that can have it, with every Docker that it can have. */
const dockers = oses.flatMap((os) =>
  os.docker.hasNetworks === false
    ? []
    : dockerSourcesOf(os)
        .filter((from) => from !== 'none')
        .map((from) => [os.id, from] as const),
);

const rangeOf = (text: string) => {
  const block = parseAddressRange(text);
  if ('fault' in block) throw new Error(`${text} ${block.fault}`);
  return block;
};

describe('Docker’s options', () => {
  test.each(dockers)('on %s from %s are of its version, and take no address of the bridge away', (os, from) => {
    for (const layout of ['shared', 'per-host']) {
      const [one, two] = hostsWith(`network: { subnet6: auto, layout: ${layout} }\ndocker: { from: ${from} }\n`, os);
      if (!one || !two) throw new Error('two hosts');
      const options = [one, two].map((config) => {
        const said = fileOf(config, 'daemon.json') + fileOf(config, '/docker-network');
        return /fixed-cidr-v6(?:": "|=)([^" ]+)/.exec(said)?.[1] ?? '';
      });
      const [pool = '', other = ''] = options;
      const address = /^BRIDGE_ADDRESS6=(.*)$/m.exec(fileOf(one, 'host.conf'))?.[1] ?? '';
      const [gateway = '', length = ''] = address.split('/');
      const major = one.plan.os.docker.from[from]?.major ?? 0;
      const bridge = rangeOf(`${gateway}/128`);
      const holds = rangeOf(pool).first <= bridge.first && bridge.last <= rangeOf(pool).last;
      if (layout === 'shared' && major < 28) {
        // moby before 28: the pool is the network, which has to hold the bridge's address with the same mask.
        expect([dockerForm(one.plan), pool.endsWith(`::/${length}`), holds, other]).toEqual([
          'prefix',
          true,
          true,
          pool,
        ]);
      } else {
        // Else containers of two hosts get addresses of pools that do not meet, …
        expect(rangeOf(pool).last < rangeOf(other).first || rangeOf(other).last < rangeOf(pool).first).toBe(true);
        // … and in a network of the host's own the bridge is in it: moby takes an address away that is not.
        if (layout === 'per-host') expect([pool.split('/')[1], holds]).toEqual([length, true]);
        else expect(dockerForm(one.plan)).toBe('pool');
      }
    }
  });

  test('of a network with a name are one form for every version', () => {
    for (const os of ['debian-12', 'debian-13', 'rocky-9']) {
      const [host] = hostsWith('network: { subnet6: "2001:db8::/64", docker: mesh }\n', os);
      expect(fileOf(host, 'daemon.json')).not.toContain('ipv6');
      expect(fileOf(host, 'docker-networks')).toMatch(
        / false false --ipv6 --subnet 2001:db8::\/64 --ip-range 2001:db8::242:ac11:100\/120 --gateway 2001:db8::ac11:1\n$/,
      );
    }
  });
});

/** That masquerade IPv6, by each firewall: nftables, ip6tables, firewalld's policies and its direct rules. */
const RULES =
  /ip6 saddr .* masquerade$|ip6tables nat POSTROUTING .*MASQUERADE$|<rule family="ipv6">\n.*\n.*\n *<masquerade\/>|--add-rule ipv6 nat POSTROUTING .*MASQUERADE$/gm;

describe('NAT', () => {
  const rules = (rest: string, os: string): string => fileOf(hostsWith(rest, os)[0], 'firewall.nft');
  const masks = (text: string): string[] =>
    [...text.matchAll(/^ +(ip6?) saddr .* masquerade$/gm)].map(([, of]) => of ?? '');

  test.each([
    ['auto', 'debian-12', ['ip6'], 'true'],
    ['auto', 'ubuntu-24.04', [], 'true'],
    ['2001:db8::/64', 'ubuntu-24.04', ['ip'], 'false'],
    ['2001:db8::/64', 'debian-12', ['ip'], 'false'],
  ])('of subnet6 %s on %s is %j of ours', (subnet6, os, families, checked) => {
    const rest = `network: { subnet6: "${subnet6}" }\n`;
    expect(masks(rules(rest, os))).toEqual(families);
    const [host] = hostsWith(rest, os);
    expect(fileOf(host, 'host.conf')).toContain(`MASQUERADE6=${checked}\n`);
    expect(fileOf(host, 'daemon.json').includes('"ip-masq": false')).toBe(families.includes('ip'));
  });

  test.each(dockers)(
    'on %s from %s is ours before Docker 27, or where Docker has no rules, and of unique local addresses alone',
    (os, from) => {
      const ours = (network: string): [number, boolean] => {
        const [host] = hostsWith(`network: ${network}\ndocker: { from: ${from} }\n`, os);
        const all = host ? [...files(host).values()].join('\n') : '';
        const rules = [...all.matchAll(RULES)].map(([rule]) => rule);
        expect(all).toContain(`MASQUERADE6=${network.includes('auto')}\n`);
        return [new Set(rules).size, /"?ip-masq(": |=)false/.test(all)];
      };
      const [{ plan }] = hostsWith('', os) as [HostConfig];
      const { from: sources, iptables } = plan.os.docker;
      const hasNone = (sources[from]?.major ?? 0) < 27 || iptables === false;
      const [auto, isOff] = ours('{ subnet6: auto }');
      expect([auto, isOff]).toEqual([hasNone ? 1 : 0, iptables === false]);
      expect(ours('{ subnet6: auto, layout: per-host }')).toEqual([1, true]);
      expect(ours('{ subnet6: "2001:db8::/64" }')).toEqual([0, true]);
      const named = ours('{ subnet6: auto, docker: mesh }');
      expect(named[0]).toBe(hasNone ? 1 : 0);
    },
  );

  test('is both of ours in layout per-host, and none where it is not wanted', () => {
    expect(masks(rules('network: { subnet6: auto, layout: per-host }\n', 'ubuntu-24.04'))).toEqual(['ip', 'ip6']);
    expect(masks(rules('network: { subnet6: auto, masquerade: false }\n', 'debian-12'))).toEqual([]);
  });
});

describe('strangers', () => {
  test('are kept out by us where Docker has no rules for IPv6, by its own policy else', () => {
    const closes = (os: string, rest = ''): string[] => {
      const [host] = hostsWith(`network: { subnet6: auto }\n${rest}`, os);
      const all = host ? [...files(host).values()].join('') : '';
      return [
        ...(all.includes('chain strangers') || all.includes('ctstate NEW -j DROP') || all.includes('by IPv6</short>')
          ? ['ours']
          : []),
        ...(all.includes('ip6tables -w -P FORWARD DROP') ? ['Docker’s'] : []),
      ];
    };
    for (const os of ['debian-12', 'debian-13', 'ubuntu-16.04', 'ubuntu-20.04', 'centos-7', 'amazon-linux-2023']) {
      expect([os, closes(os)]).toEqual([os, ['ours']]);
    }
    for (const os of ['ubuntu-24.04', 'rocky-9', 'fedora', 'flatcar', 'fedora-coreos']) {
      expect([os, closes(os)]).toEqual([os, ['Docker’s']]);
    }
    expect(closes('ubuntu-24.04', 'docker: { daemon: { ip6tables: false } }\n')).toEqual(['ours']);
    expect(closes('debian-12', 'docker: { from: docker-ce }\n')).toEqual(['Docker’s']);
  });

  test('and networks are kept apart by us too, where Docker does so for IPv4 alone', () => {
    const further = 'network: { subnet6: auto }\nnetworks: { blue: { subnet: 10.78.0.0/16, subnet6: auto } }\n';
    const nft = (rest: string, os: string): string => fileOf(hostsWith(rest, os)[0], 'firewall.nft');
    expect(nft(further, 'debian-12')).toContain('chain apart');
    expect(nft(further, 'ubuntu-24.04')).not.toContain('chain apart');
    expect(nft(further.replaceAll('auto', 'none'), 'debian-12')).not.toContain('chain apart');
  });
});

test('systemd-networkd gives the addresses itself, and a link-local one, which asks for neighbours', () => {
  const [host] = hostsWith('network: { subnet6: "2001:db8::/64", layout: per-host }\n', 'flatcar');
  const bridge = fileOf(host, '10-meshinit-bridge.network');
  expect(bridge).toContain('[Address]\nAddress=2001:db8::242:ac11:101/120\nDuplicateAddressDetection=none\n');
  expect(bridge).toContain('LinkLocalAddressing=ipv6\n');
  expect(fileOf(host, '10-meshinit-veth-switch.network')).toContain('Address=2001:db8::ac11:1/64\n');
  expect(fileOf(host, '10-meshinit-tunnel.network')).toContain('LinkLocalAddressing=no\n');
});

test('no byte of it is on a host whose networks have none', () => {
  for (const os of ['debian-12', 'rocky-9', 'flatcar', 'centos-7']) {
    const without = hostsWith('', os).flatMap((config) => config.files);
    const none = hostsWith('network: { subnet6: none }\n', os).flatMap((config) => config.files);
    expect(none.map(({ path, content }) => [path, content])).toEqual(
      without.map(({ path, content }) => [path, content]),
    );
    expect(without.some(({ content }) => /ADDRESS6|set_ipv6|fixed-cidr-v6/.test(content))).toBe(false);
  }
});
