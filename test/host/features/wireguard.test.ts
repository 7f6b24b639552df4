import { describe, expect, test } from 'vitest';
import { compile } from '../../../src/index.ts';
import { keysFrom } from '../../../src/keys/keys-from.ts';
import { filesOf } from '../../support/hosts.ts';

const SEED = new Uint8Array(32).fill(9);
const keys = keysFrom(SEED);

/** Files of host1 by their paths. */
function files(
  os: string,
  { hosts = ['10.0.0.11', '10.0.0.12', '10.0.0.13'], rest = '', ofHost1 = '', lock = '' } = {},
) {
  const lines = hosts.map(
    (address, index) => `  host${index + 1}: { address: '${address}'${index === 0 ? ofHost1 : ''} }\n`,
  );
  const text = `meshinit: 1\ndefaults: { os: ${os} }\nhosts:\n${lines.join('')}encryption: wireguard\n${rest}`;
  const { documents, diagnostics } = compile(text, { seed: SEED, ...(lock === '' ? {} : { lock }) });
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  const [document] = documents;
  if (!document) throw new Error('no document');
  return { document, of: new Map(filesOf(document).map(({ path, content, mode }) => [path, { content, mode }])) };
}

const linesOf = (content = '', words: RegExp): string[] =>
  content
    .split('\n')
    .filter((line) => words.test(line))
    .map((line) => line.trim());

describe('a host with WireGuard', () => {
  test('has its key for its owner alone, in a document that is so too, and each peer on a line', () => {
    const { document, of } = files('debian-12');
    expect(document.secret).toBe(true);
    expect(of.get('/etc/meshinit/mi-wg0.key')).toEqual({
      content: `${keys.pairOf('1-host1', 0).privateKey}\n`,
      mode: 0o600,
    });
    expect(of.get('/etc/meshinit/mi-wg0.peers')?.content).toBe(
      [2, 3]
        .map(
          (number) =>
            `10.98.0.${number} ${keys.pairOf(`${number}-host${number}`, 0).publicKey} 10.0.0.1${number}:51820 0 host${number}\n`,
        )
        .join(''),
    );
    expect(of.get('/etc/meshinit/peers')?.content).toMatch(/^vxlan1 10\.98\.0\.2 172\.17\.0\.2 host2\n/);
    expect([...of.keys()].filter((path) => path.includes('follow'))).toEqual([]);
  });

  test('keeps its containers from the metadata service, since the document holds the key', () => {
    expect(files('debian-12').of.get('/etc/meshinit/firewall.nft')?.content).toContain('169.254.169.254');
  });

  test('admits tunnels from the device alone, and WireGuard from peers alone: nftables', () => {
    const rules = files('debian-12').of.get('/etc/meshinit/firewall.nft')?.content;
    expect(linesOf(rules, /dport (4789|\{ 518)|daddr 10\.98|elements/)).toEqual([
      'elements = { 10.98.0.2, 10.98.0.3 }',
      'elements = { 10.0.0.12, 10.0.0.13 }',
      'iifname "mi-wg*" udp dport 4789 ip saddr @peers accept',
      'udp dport 4789 drop',
      'udp dport { 51820 } ip saddr @wireguard accept',
      'udp dport { 51820 } drop',
      'oifname != "lo" oifname != "mi-wg*" ip daddr 10.98.0.0/16 drop',
    ]);
  });

  test('admits the same with firewalld, by a zone of the devices', () => {
    const { of } = files('rocky-9');
    const inner = of.get('/etc/firewalld/policies/meshinit-tunnels.xml')?.content ?? '';
    expect(linesOf(inner, /zone|source|port port|accept|drop/)).toEqual([
      '<ingress-zone name="meshinit-wg"/>',
      '<egress-zone name="HOST"/>',
      '<source ipset="meshinit-peers"/>',
      '<port port="4789" protocol="udp"/>',
      '<accept/>',
    ]);
    const outer = of.get('/etc/firewalld/policies/meshinit-outside.xml')?.content ?? '';
    expect(linesOf(outer, /ingress|source|port port|accept|drop/)).toEqual([
      '<ingress-zone name="ANY"/>',
      '<port port="4789" protocol="udp"/>',
      '<drop/>',
      '<source ipset="meshinit-wg"/>',
      '<port port="51820" protocol="udp"/>',
      '<accept/>',
      '<port port="51820" protocol="udp"/>',
      '<drop/>',
    ]);
    expect(linesOf(of.get('/etc/firewalld/ipsets/meshinit-wg.xml')?.content, /entry/)).toEqual([
      '<entry>10.0.0.12</entry>',
      '<entry>10.0.0.13</entry>',
    ]);
    expect(linesOf(of.get('/etc/firewalld/zones/meshinit-wg.xml')?.content, /interface/)).toHaveLength(2);
  });

  test('opens WireGuard to all where a peer has a name, which a timer resolves', () => {
    const { of } = files('debian-12', { hosts: ['10.0.0.11', 'web1.example.com'] });
    const rules = of.get('/etc/meshinit/firewall.nft')?.content ?? '';
    expect(rules).not.toContain('51820');
    expect(rules).toContain('udp dport 4789 drop');
    expect(of.get('/etc/meshinit/mi-wg0.peers')?.content).toContain(' web1.example.com:51820 0 host2\n');
    expect(of.get('/etc/systemd/system/meshinit-wireguard-follow.timer')?.content).toContain('OnUnitInactiveSec=60\n');
  });

  test('keeps its ways open behind NAT, and looks every 20 s for peers that have started anew', () => {
    const { of } = files('debian-12', { hosts: ['none', '10.0.0.12'] });
    expect(of.get('/etc/meshinit/mi-wg0.peers')?.content).toContain(' 10.0.0.12:51820 25 host2\n');
    expect(of.get('/etc/systemd/system/meshinit-wireguard-follow.timer')?.content).toContain('OnUnitInactiveSec=20\n');
    const peer = files('debian-12', { hosts: ['10.0.0.11', 'none'] });
    expect([...peer.of.keys()].filter((path) => path.includes('follow'))).toEqual([]);
  });

  test('writes an IPv6 endpoint in brackets, and takes 80 bytes off', () => {
    const { of } = files('debian-12', { hosts: ['fd00:10::11', 'fd00:10::12'] });
    expect(of.get('/etc/meshinit/mi-wg0.peers')?.content).toContain(' [fd00:10::12]:51820 0 host2\n');
    expect(of.get('/etc/meshinit/host.conf')?.content).toMatch(/^WG_MTU=1420$/m);
    expect(of.get('/etc/meshinit/host.conf')?.content).toMatch(/^MTU=1370$/m);
  });

  test('has no key in its document where a file or a command has it', () => {
    const own = (rest: string): string =>
      `, wireguard: { public_key: 'hIgo9xNzJMWLKASShiTqIybxZ0U3wGLiUeJ1PKf8ykw=', ${rest} }`;
    const byFile = files('debian-12', { ofHost1: own('key_file: /etc/wireguard/mesh.key') });
    expect(byFile.document.secret).toBe(false);
    expect([...byFile.of.keys()].filter((path) => path.endsWith('.key'))).toEqual([]);
    expect(byFile.of.get('/etc/meshinit/host.conf')?.content).toMatch(/^WG_KEY_FILE=\/etc\/wireguard\/mesh.key$/m);
    const byCommand = files('debian-12', { ofHost1: own('key_command: [/usr/local/bin/fetch-key, "it\'s"]') });
    expect(byCommand.document.secret).toBe(false);
    expect(byCommand.of.get('/usr/local/sbin/meshinit-setup')?.content).toContain(
      `fetch_key /var/lib/meshinit/wireguard.key /usr/local/bin/fetch-key 'it'\\''s'\n`,
    );
  });

  test('has both devices while keys change, of which the newer keeps its ways open', () => {
    const { documents, lock = '' } = compile(
      'meshinit: 1\ndefaults: { os: debian-12 }\nhosts: { host1: { address: 10.0.0.11 }, host2: { address: 10.0.0.12 }, host3: { address: 10.0.0.13 } }\nencryption: wireguard\n',
      { seed: SEED },
    );
    expect(documents).toHaveLength(3);
    const [head = '', old = ''] = lock.split(/^# Public keys\..*\nkeys:\n/m);
    const young = old.replace(/\{ id: (\S+), generation: 0, public: "[^"]*" \}/g, (_, id: string) => {
      return `{ id: ${id}, generation: 1, public: "${keys.pairOf(id, 1).publicKey}" }`;
    });
    const { of } = files('debian-12', {
      lock: `${head.replace('generation: 0', 'generation: 1')}keys:\n${young}former:\n${old}`,
    });
    expect(of.get('/etc/meshinit/host.conf')?.content).toMatch(/^WG_DEVICES='mi-wg0:51820 mi-wg1:51821'$/m);
    expect(of.get('/etc/meshinit/mi-wg0.peers')?.content).toContain(':51820 0 host2\n');
    expect(of.get('/etc/meshinit/mi-wg1.peers')?.content).toContain(':51821 25 host2\n');
    expect(of.get('/etc/meshinit/mi-wg1.key')?.content).toBe(`${keys.pairOf('1-host1', 1).privateKey}\n`);
    expect(of.get('/etc/systemd/system/meshinit-wireguard-follow.timer')?.content).toContain('OnUnitInactiveSec=5\n');
  });

  test('closes the range and all of its networks before the first installation', () => {
    const rest = 'network: { subnet6: "fd00:42::/64" }\nnetworks: { db: { subnet: 10.20.0.0/24 } }\n';
    const { of } = files('debian-12', { rest });
    expect(of.get('/etc/meshinit/host.conf')?.content).toMatch(
      /^WG_SUBNETS='172\.17\.0\.0\/16 fd00:42::\/64 10\.20\.0\.0\/24'$/m,
    );
    expect(linesOf(of.get('/usr/local/sbin/meshinit-setup')?.content, /^step /)[0]).toBe(
      "step 'keep the mesh from leaving in clear text' /usr/local/sbin/meshinit-wireguard --close",
    );
  });

  test('is left alone by what else manages networks', () => {
    expect(files('debian-12').of.get('/etc/systemd/network/10-meshinit.network')?.content).toContain(
      ' mi-wg0 mi-wg1\n',
    );
    expect(files('amazon-linux-2023').of.get('/etc/systemd/network/10-meshinit.network')?.content).toContain(
      'mi-wg0 mi-wg1\n',
    );
    expect(files('rocky-9').of.get('/etc/NetworkManager/conf.d/10-meshinit.conf')?.content).toContain(
      'interface-name:mi-wg0',
    );
  });
});
