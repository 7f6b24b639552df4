import { expect, test } from 'vitest';
import { compile } from '../../../src/compile.ts';
import type { HostConfig } from '../../../src/host/host-config.ts';
import { generic } from '../../../src/providers/generic.ts';
import type { Provider } from '../../../src/providers/provider.ts';
import { providers } from '../../../src/providers/providers.ts';
import { examples } from '../../support/examples.ts';
import { filesOf, hostConfigs } from '../../support/hosts.ts';

/** A system with each firewall, and the file that has its rules. */
const FIREWALLS = [
  ['debian-12', 'nftables', '/etc/meshinit/firewall.nft'],
  ['ubuntu-24.04', 'nftables beside ufw', '/etc/meshinit/firewall.nft'],
  ['ubuntu-18.04', 'iptables', '/usr/local/sbin/meshinit-firewall'],
  ['rocky-9', 'firewalld', '/etc/firewalld/policies/meshinit-metadata.xml'],
  ['centos-7', 'firewalld 0.6', '/usr/local/sbin/meshinit-setup'],
] as const;

const manifest = (os: string, provider: string, rest: string): string =>
  `meshinit: 1\ndefaults: { os: ${os}, provider: ${provider} }\nhosts: { host1: { address: 10.0.0.11 } }\n${rest}`;

const files = ([host]: readonly HostConfig[]): Map<string, string> =>
  new Map(host?.files.map(({ path, content }) => [path, content]));

/** The addresses of metadata services that a host's rules name. */
function namedIn(content = ''): string[] {
  return generic.metadata.map(({ address }) => address).filter((address) => content.includes(address));
}

for (const provider of providers as readonly Provider[]) {
  for (const [os, firewall, path] of FIREWALLS) {
    // Its services have no known address: `metadata: block` is an error there.
    if (provider.unfixedMetadata !== undefined) continue;
    test(`${firewall} keeps containers from the services of ${provider.id}, and from nothing without being asked`, () => {
      const rules = files(hostConfigs(manifest(os, provider.id, 'metadata: block\n'))).get(path);
      const addresses = provider.metadata.map(({ address }) => address);
      expect(namedIn(rules).toSorted()).toEqual(addresses.toSorted());
      for (const rest of ['', 'metadata: allow\n']) {
        expect(namedIn([...files(hostConfigs(manifest(os, provider.id, rest))).values()].join(''))).toEqual([]);
      }
    });
  }
}

test('each firewall has its own form', () => {
  const lines = FIREWALLS.map(([os, , path]) => {
    const content = files(hostConfigs(manifest(os, 'azure', 'metadata: block\n'))).get(path) ?? '';
    return [os, ...content.split('\n').filter((line) => /169\.254|168\.63/.test(line))];
  });
  expect(lines.map((texts) => texts.map((text) => text.trim()).join('\n')).join('\n\n')).toMatchInlineSnapshot(`
    "debian-12
    ip daddr 169.254.169.254 tcp dport != 53 reject with tcp reset
    ip daddr 168.63.129.16 tcp dport { 80, 32526 } reject with tcp reset

    ubuntu-24.04
    ip daddr 169.254.169.254 tcp dport != 53 reject with tcp reset
    ip daddr 168.63.129.16 tcp dport { 80, 32526 } reject with tcp reset

    ubuntu-18.04
    ensure iptables mangle FORWARD -d 169.254.169.254 -p tcp ! --dport 53 -j DROP
    ensure iptables mangle FORWARD -d 168.63.129.16 -p tcp -m multiport --dports 80,32526 -j DROP

    rocky-9
    <rule family="ipv4"><destination address="169.254.169.254"/><port port="1-52" protocol="tcp"/><reject/></rule>
    <rule family="ipv4"><destination address="169.254.169.254"/><port port="54-65535" protocol="tcp"/><reject/></rule>
    <rule family="ipv4"><destination address="168.63.129.16"/><port port="80" protocol="tcp"/><reject/></rule>
    <rule family="ipv4"><destination address="168.63.129.16"/><port port="32526" protocol="tcp"/><reject/></rule>

    centos-7
    firewall-offline-cmd --direct --query-rule ipv4 mangle FORWARD 0 -d 169.254.169.254 -p tcp ! --dport 53 -j DROP >/dev/null ||
    firewall-offline-cmd --direct --add-rule ipv4 mangle FORWARD 0 -d 169.254.169.254 -p tcp ! --dport 53 -j DROP
    firewall-offline-cmd --direct --query-rule ipv4 mangle FORWARD 0 -d 168.63.129.16 -p tcp -m multiport --dports 80,32526 -j DROP >/dev/null ||
    firewall-offline-cmd --direct --add-rule ipv4 mangle FORWARD 0 -d 168.63.129.16 -p tcp -m multiport --dports 80,32526 -j DROP"
  `);
});

test('a document that asks for nothing, or allows it, has the same bytes as before there was the key', () => {
  const [without, allowed] = ['', 'metadata: allow\n'].map((rest) => compile(manifest('debian-12', 'aws', rest)));
  expect(allowed?.documents).toEqual(without?.documents);
  for (const { text, lock } of examples) {
    const { documents } = compile(text, { lock });
    for (const document of documents) {
      if (document.secret) continue;
      expect(new TextDecoder().decode(document.content)).not.toContain('metadata');
    }
  }
});

const PASSWORD = 'cloud_config: { password: hunter2 }';
const two = (defaults: string, host: string, rest = ''): string =>
  `meshinit: 1\ndefaults: { os: debian-12, ${defaults} }\nhosts: { host1: { address: 10.0.0.11, ${host} }, host2: { address: 10.0.0.12 } }\n${rest}`;

/** Each with the hosts whose documents hold a secret. */
const SECRETS: readonly (readonly [what: string, text: string, hosts: readonly string[]])[] = [
  ['nothing', two('', ''), []],
  ['a password in the defaults', two(PASSWORD, ''), ['host1', 'host2']],
  ['a password at one host', two('', PASSWORD), ['host1']],
  [
    'a file for its owner',
    two('', 'cloud_config: { write_files: [{ path: /x, permissions: "0600", content: x }] }'),
    ['host1'],
  ],
  [
    'an option of Docker’s',
    two('', '', 'docker: { daemon: { http-proxy: "http://ops:hunter2@10.0.0.1:3128" } }\n'),
    ['host1', 'host2'],
  ],
  ['what came by $secret', two('', 'cloud_config: { timezone: { $secret: zone } }'), ['host1']],
  [
    'what is for Ignition alone',
    two(
      'cloud_config: { timezone: Europe/Berlin }, ignition: { passwd: { users: [{ name: ops, passwordHash: "$6$x$yyyyyyyy" }] } }',
      '',
    ).replace('10.0.0.12', '10.0.0.12, os: flatcar'),
    ['host2'],
  ],
];

test.each(SECRETS)('of %s', (_, text, hosts) => {
  const { documents, diagnostics } = compile(
    text,
    text.includes('$secret') ? { values: { zone: 'Europe/Berlin' } } : {},
  );
  expect(diagnostics).toEqual([]);
  const of = (isWanted: (document: (typeof documents)[number]) => boolean): string[] =>
    documents.filter(isWanted).map(({ host }) => host);
  expect(of(({ secret }) => secret)).toEqual(hosts);
  expect(of((document) => filesOf(document).some(({ content }) => content.includes('169.254.169.254')))).toEqual(hosts);
});
