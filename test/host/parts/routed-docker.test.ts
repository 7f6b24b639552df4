import { describe, expect, test } from 'vitest';
import { twoHosts } from '../../../src/check/example.ts';
import { hostConfigs } from '../../support/hosts.ts';

const DIRECT = '/etc/firewalld/direct.xml';
const NFTABLES = 'docker: { daemon: { firewall-backend: nftables } }\n';

/** Files of a host by their paths. */
function filesOf(network: string, rest: string, os = 'debian-12'): Map<string, string> {
  const [host] = hostConfigs(twoHosts(`network: { layout: routed${network} }\n${rest}`, os));
  return new Map(host?.files.map(({ path, content }) => [path, content]));
}

const meshOf = (files: Map<string, string>): string => files.get('/usr/local/sbin/meshinit-mesh') ?? '';

describe('beside firewalld', () => {
  test('its own direct rules let in what comes by the tunnel, first in both chains', () => {
    expect(filesOf('', 'firewall: firewalld\n').get(DIRECT)).toMatchInlineSnapshot(`
      "<?xml version="1.0" encoding="utf-8"?>
      <direct>
        <chain ipv="ipv4" table="filter" chain="DOCKER-USER"/>
        <rule ipv="ipv4" table="filter" chain="DOCKER-USER" priority="0">-i vxlan-mesh -s 172.17.0.0/16 -d 172.17.1.0/24 -j ACCEPT</rule>
        <rule ipv="ipv4" table="raw" chain="PREROUTING" priority="0">-i vxlan-mesh -s 172.17.0.0/16 -d 172.17.1.0/24 -j ACCEPT</rule>
      </direct>
      "
    `);
  });

  test('a further network and IPv6 have their own, and nobody else', () => {
    const text = filesOf(
      ', subnet6: fd12:3456:789a:1::/64',
      'networks: { blue: { subnet: 10.78.0.0/16, layout: routed } }\nfirewall: firewalld\n',
      'rocky-9',
    ).get(DIRECT);
    expect(text?.match(/<rule .*/g)).toHaveLength(6);
    expect(text).toContain('table="raw" chain="PREROUTING" priority="0">-i vx-blue -s 10.78.0.0/16 -d 10.78.1.0/24 -j');
    expect(text).toContain('<chain ipv="ipv6" table="filter" chain="DOCKER-USER"/>');
    for (const rest of ['', 'firewall: none\n']) expect(filesOf('', rest).has(DIRECT)).toBe(false);
    expect(filesOf('', '', 'rocky-10').has(DIRECT)).toBe(false);
  });

  test('without a tunnel two policies let peers through, from WireGuard’s zone or from any', () => {
    const policies = (network: string, rest: string): string[] =>
      [...filesOf(network, `firewall: firewalld\n${rest}`)].flatMap(([path, content]) =>
        path.includes('/meshinit-r-') ? [content] : [],
      );
    expect(policies('', '')).toEqual([]);
    const plain = policies(', tunnel: none', '');
    expect(plain).toHaveLength(2);
    for (const text of plain) expect(text).toContain('<ingress-zone name="ANY"/>');
    expect(plain.join('')).toContain('<source address="172.17.0.0/16"/>\n    <destination address="172.17.0.0/16"/>');
  });
});

describe('where Docker keeps its rules in nftables', () => {
  test('its options let in what has the mark of ours, and the script says who gets it', () => {
    const files = filesOf('', NFTABLES);
    expect(JSON.parse(files.get('/etc/docker/daemon.json') ?? '')).toMatchObject({
      'allow-direct-routing': true,
      'bridge-accept-fwmark': '0x1000000/0x1000000',
    });
    const mesh = meshOf(files);
    expect(mesh).toContain(
      'direct iifname \\"$TUNNEL\\" $1 saddr $2 $1 daddr $3 meta mark set meta mark | 0x1000000 accept',
    );
    expect(mesh).not.toContain('DOCKER-USER');
    expect(filesOf(', tunnel: none', NFTABLES).get('/usr/local/sbin/meshinit-mesh')).toContain('direct $1 saddr $2');
  });

  test('no other host has a byte of it', () => {
    for (const files of [filesOf('', ''), filesOf('', '', 'rocky-9')]) {
      expect(meshOf(files)).toContain('DOCKER-USER');
      expect(files.get('/etc/docker/daemon.json')).not.toContain('fwmark');
    }
    expect(meshOf(filesOf('', '', 'rocky-10'))).toContain('0x1000000');
  });
});
