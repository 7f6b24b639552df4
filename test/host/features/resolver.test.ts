import { describe, expect, test } from 'vitest';
import type { HostConfig } from '../../../src/host/host-config.ts';
import { hostConfigs } from '../../support/hosts.ts';

const manifest = (rest: string, os = 'debian-12'): string => `meshinit: 1
name: lab
defaults: { os: ${os}, provider: hetzner }
hosts: { host1: { address: 10.0.0.11 }, host2: { address: 10.0.0.12 }, host3: { address: 10.0.0.13 } }
${rest}`;

const host1 = (rest: string, os?: string): HostConfig => {
  const [host] = hostConfigs(manifest(rest, os));
  if (!host) throw new Error('no host');
  return host;
};

const contentOf = ({ files }: HostConfig, path: string): string =>
  files.find((file) => file.path === path)?.content ?? '';

const SETTINGS = '/etc/meshinit/resolver.conf';
const directory = (host: HostConfig) => JSON.parse(contentOf(host, '/etc/meshinit/directory.json'));
const daemon = (host: HostConfig) => JSON.parse(contentOf(host, '/etc/docker/daemon.json'));

describe('the resolver', () => {
  test('costs nothing where names are off', () => {
    expect(host1('names: false\n').files).toEqual(host1('').files);
  });

  test('is there where containers are declared, unless names are off', () => {
    const containers = "containers: { web: { image: 'box:1', hosts: host1 } }\n";
    const paths = (rest: string): string[] => host1(rest).files.map(({ path }) => path);
    expect(contentOf(host1(containers), SETTINGS)).toBe(contentOf(host1(`names: true\n${containers}`), SETTINGS));
    expect(paths(`names: false\n${containers}`)).not.toContain(SETTINGS);
    expect(paths('containers: {}\n')).not.toContain(SETTINGS);
    for (const { origins, path } of host1(containers).files.filter(({ path }) =>
      /resolver|directory|upstream/.test(path),
    )) {
      expect(origins, path).toContainEqual(['containers']);
    }
  });

  test('answers on the mesh addresses alone, and keeps our names from other servers', () => {
    expect(
      contentOf(host1('names: true\n'), SETTINGS)
        .split('\n')
        .filter((line) => /^(listen|local=|server)/.test(line)),
    ).toEqual([
      'listen-address=172.17.0.1',
      'local=//',
      'local=/lab.internal/',
      'local=/host1/',
      'local=/host2/',
      'local=/host3/',
      'local=/17.172.in-addr.arpa/',
    ]);
  });

  test('knows the IPv6 of a network: its zone, and what stands before the IPv4 address of a host', () => {
    const host = host1(
      'names: true\nnetwork: { subnet6: "fd12:3456:789a:1::/64" }\nnetworks: { a: { subnet: 10.77.0.0/16 } }\n',
    );
    expect(contentOf(host, SETTINGS)).toContain('\nlocal=/1.0.0.0.a.9.8.7.6.5.4.3.2.1.d.f.ip6.arpa/\n');
    expect(directory(host)).toMatchObject({
      zones: ['17.172.in-addr.arpa', '1.0.0.0.a.9.8.7.6.5.4.3.2.1.d.f.ip6.arpa', '77.10.in-addr.arpa'],
      networks: {
        bridge: ['/etc/meshinit/peers', '172.17.0.1', 'fd12:3456:789a:1::'],
        a: ['/etc/meshinit/peers.a', '10.77.0.1'],
      },
    });
  });

  test('is what containers ask, with the domain to search', () => {
    expect(daemon(host1('names: { domain: mesh.example.org }\n'))).toMatchObject({
      dns: ['172.17.0.1'],
      'dns-search': ['mesh.example.org'],
    });
    expect(daemon(host1('names: true\nnetwork: { docker: mesh }\n'))).toMatchObject({ dns: ['172.17.0.1'] });
  });

  test('is asked on an internal network at its own address, which alone is reached from there', () => {
    const networks = 'networks: { a: { subnet: 10.77.0.0/16 }, b: { subnet: 10.78.0.0/16, internal: true } }\n';
    const host = host1(`names: true\n${networks}`);
    expect(daemon(host)).toMatchObject({ dns: ['172.17.0.1', '10.78.0.1'] });
    expect(contentOf(host, SETTINGS).match(/^listen-address=.*$/gm)).toEqual([
      'listen-address=172.17.0.1',
      'listen-address=10.77.0.1',
      'listen-address=10.78.0.1',
    ]);
  });

  test('comes before Docker, from the distribution’s packages', () => {
    const setup = contentOf(host1('names: true\n'), '/usr/local/sbin/meshinit-setup');
    expect(setup).toMatch(/install_packages .*dnsmasq-base python3/);
    // The firewall wants it, too: what counts packages takes each once.
    expect(setup.match(/install_packages .*/)?.[0].match(/nftables/g)).toHaveLength(1);
    expect(setup.indexOf('answer for names')).toBeLessThan(setup.indexOf('start Docker'));
    expect(contentOf(host1('names: true\n', 'rocky-9'), '/usr/local/sbin/meshinit-setup')).toMatch(
      /install_packages .*dnsmasq python3/,
    );
  });

  test('cannot be asked from the underlay, whose device the host itself finds', () => {
    const upstream = (os?: string): string =>
      contentOf(
        host1('names: true\nnetworks: { a: { subnet: 10.77.0.0/16 } }\n', os),
        '/usr/local/sbin/meshinit-upstream',
      );
    expect(upstream()).toContain('ip daddr { 172.17.0.1, 10.77.0.1 } th dport 53 drop');
    expect(upstream('centos-7')).toContain("listened='172.17.0.1 10.77.0.1'");
    expect(upstream('centos-7')).not.toContain('nft ');
  });

  test('can be checked once, however many networks there are', () => {
    const check = contentOf(
      host1('names: true\nnetworks: { a: { subnet: 10.77.0.0/16 } }\n'),
      '/usr/local/sbin/meshinit-check',
    );
    expect(check).toContain('[ "$NETWORK" ] || check "the name $HOST.$DOMAIN is answered"');
  });
});

describe('the directory', () => {
  test('knows the other hosts from the list of peers, where all are peers', () => {
    expect(directory(host1('names: true\n'))).toMatchObject({
      domain: 'lab.internal',
      host: 'host1',
      address: '172.17.0.1',
      networks: { bridge: ['/etc/meshinit/peers', '172.17.0.1'] },
    });
  });

  test('has a list of its own where some host is no peer', () => {
    const host = host1('names: true\nnetwork: { topology: { links: [[host1, host2], [host2, host3]] } }\n');
    expect(directory(host).networks).toEqual({ bridge: ['/etc/meshinit/members', '172.17.0.1'] });
    expect(contentOf(host, '/etc/meshinit/members')).toBe('- - 172.17.0.2 host2\n- - 172.17.0.3 host3\n');
  });

  test('has systemd-networkd say whom the host asks where that makes the bridge', () => {
    const host = host1('names: true\n', 'amazon-linux-2023');
    expect(directory(host).link).toBe('');
    expect(contentOf(host, '/etc/systemd/network/10-meshinit-bridge.network.d/names.conf')).toBe(
      '[Network]\nDNS=172.17.0.1\nDomains=lab.internal ~17.172.in-addr.arpa ~host1 ~host2 ~host3\nDNSDefaultRoute=no\n',
    );
  });
});

test('ufw lets containers ask, and hosts hear each other', () => {
  const setup = contentOf(host1('names: true\n', 'ubuntu-24.04'), '/usr/local/sbin/meshinit-setup');
  expect(setup).toContain("'allow from any to 172.17.0.1 port 53'");
  expect(setup).toContain("'allow proto tcp from 172.17.0.0/16 to any port 5380'");
});
