import { expect, test } from 'vitest';
import { twoHosts } from '../../../src/check/example.ts';
import { codesOf, said } from '../diagnose.ts';

test('every owned key is told its field', () => {
  expect(
    said(
      twoHosts(
        'docker: { daemon: { bridge: br0, bip: x, bip6: x, fixed-cidr: x, fixed-cidr-v6: x, mtu: 1, ip-masq: false, iptables: false, ip-forward: true, hosts: [], tls: true, tlsverify: true, tlscacert: x, tlscert: x, tlskey: SECRET } }\n',
      ),
    ),
  ).toMatchInlineSnapshot(`
    "6:21 error MI0607: docker.daemon.bridge is set by meshinit
      hint: Use network.docker; the address is hosts.*.bridge.
    6:34 error MI0607: docker.daemon.bip is set by meshinit
      hint: Use hosts.*.bridge for the address, hosts.*.slice for the range and network.layout for the form; with network.docker docker0 has a range that no network overlaps.
    6:42 error MI0607: docker.daemon.bip6 is set by meshinit
      hint: Use network.subnet6; Docker refuses it beside bridge.
    6:51 error MI0607: docker.daemon.fixed-cidr is set by meshinit
      hint: Use hosts.*.slice to pin a host’s range, or network.slice for the size of all.
    6:66 error MI0607: docker.daemon.fixed-cidr-v6 is set by meshinit
      hint: Use network.subnet6: one range for all hosts would give two containers one address.
    6:84 error MI0607: docker.daemon.mtu is set by meshinit
      hint: Use network.mtu.
    6:92 error MI0607: docker.daemon.ip-masq is set by meshinit
      hint: Use network.masquerade.
    6:108 error MI0607: docker.daemon.iptables is set by meshinit
      hint: Use firewall for the mesh’s rules and network.masquerade for NAT.
    6:125 error MI0607: docker.daemon.ip-forward is set by meshinit
      hint: Leave it out: a host of the mesh always forwards.
    6:143 error MI0607: docker.daemon.hosts is set by meshinit
      hint: Use docker.listen.
    6:154 error MI0607: docker.daemon.tls is set by meshinit
      hint: Use docker.tls.
    6:165 error MI0607: docker.daemon.tlsverify is set by meshinit
      hint: Use docker.tls.
    6:182 error MI0607: docker.daemon.tlscacert is set by meshinit
      hint: Use docker.tls.ca.
    6:196 error MI0607: docker.daemon.tlscert is set by meshinit
      hint: Use docker.tls.cert.
    6:208 error MI0607: docker.daemon.tlskey is set by meshinit
      hint: Use docker.tls.key."
  `);
});

test('what the packaged service sets is told with its system', () => {
  expect(said(twoHosts('docker: { daemon: { log-driver: json-file } }\n', 'centos-7'))).toMatchInlineSnapshot(`
    "2:17 warning MI0652: centos-7 has had no free security updates since 2024-06-30 (hosts.host1, hosts.host2)
      hint: Move to a supported one: SYSTEMS; or say why not: allow: { MI0652: why }.
    6:21 error MI0607: docker.daemon.log-driver is set by Docker’s own service on centos-7: given twice, Docker would not start
      hint: Remove it.
      2:17: CentOS 7"
  `);
});

test("a key that has the name of a property of every object is nobody's", () => {
  expect(codesOf(twoHosts('docker: { daemon: { constructor: 1, debug: true } }\n'))).not.toContain('MI0607');
});

test.each(['debian-12', 'ubuntu-14.04', 'centos-7'])(
  'on %s no spelling of an owned key is a way around its field',
  (os) => {
    const names = [
      ...[
        'host',
        'hosts',
        'H',
        'h',
        '-H',
        '--host',
        '--host=',
        'HOSTS',
        'Hosts',
        'ho\u017Fts',
        '"hosts "',
        'ho_sts',
        '"host=tcp:"',
      ],
      ...[
        'b',
        '-b',
        '--bridge',
        'BIP',
        'bip_6',
        'fixed_cidr',
        '--fixed-cidr',
        'fixedCIDR',
        'fixed_cidr_v6',
        '--mtu',
        'MTU',
      ],
      ...[
        'ip_masq',
        'ipMasq',
        'ip_tables',
        'IPTables',
        'ip_forward',
        'TLS',
        '--tls',
        'tls-verify',
        'tls_ca_cert',
        'tls-key',
      ],
      ...['config-file', '--config-file'],
    ];
    for (const name of names) {
      expect([name, codesOf(twoHosts(`docker: { daemon: { ${name}: "tcp://0.0.0.0:2375" } }\n`, os))]).toEqual([
        name,
        expect.arrayContaining(['MI0607']),
      ]);
    }
  },
);

test('a key in a map, where dockerd looks too, is told; the keys of its own maps are free', () => {
  expect(said(twoHosts('docker: { daemon: { x: { hosts: ["tcp://0.0.0.0:2375"] } } }\n'))).toMatchInlineSnapshot(`
    "6:26 error MI0607: docker.daemon.x.hosts is another name for hosts, which meshinit sets
      hint: Use docker.listen."
  `);
  const maps = 'default-network-opts: { bridge: { a: b } }, log-opts: { mtu: "1" }, runtimes: { host: { path: /x } }';
  expect(codesOf(twoHosts(`docker: { daemon: { ${maps} } }\n`))).not.toContain('MI0607');
});

test('a flag that stands for a key of meshinit’s is told with the key', () => {
  expect(said(twoHosts('docker: { daemon: { host: "tcp://0.0.0.0:2375" } }\n'))).toMatchInlineSnapshot(`
    "6:21 error MI0607: docker.daemon.host is another name for hosts, which meshinit sets
      hint: Use docker.listen."
  `);
});
