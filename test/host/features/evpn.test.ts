import { expect, test } from 'vitest';
import { buildSide } from '../../../src/diff/side.ts';
import type { HostConfig } from '../../../src/host/host-config.ts';

const manifest = (count: number, evpn = '', rest = ''): string =>
  `meshinit: 1\nname: demo\ndefaults: { os: debian-12, provider: nocloud }\nhosts:\n${Array.from({ length: count }, (_, index) => `  host${index + 1}: { address: 10.0.${Math.floor(index / 250)}.${(index % 250) + 1} }\n`).join('')}network: { subnet: 172.16.0.0/12, slice: /24, control: { evpn: { reflectors: [host1, host2]${evpn} } } }\n${rest}`;

function hostOf(text: string, name: string): HostConfig {
  const { configs, diagnostics } = buildSide({ text, lock: undefined }, { isTrial: true }, (host) => host === name);
  const config = configs.get(name);
  if (!config) throw new Error(diagnostics.map(({ message }) => message).join());
  return config;
}
const fileOf = (config: HostConfig, path: string): string =>
  config.files.find((file) => file.path === path)?.content ?? '';
const frr = (text: string, name: string): string => fileOf(hostOf(text, name), '/etc/meshinit/frr.conf');
const neighbours = (text: string): string[] =>
  [...text.matchAll(/^ neighbor (\S+) peer-group mesh$/gm)].map(([, peer]) => peer as string);

test('a reflector has a session to every other host, any other host to the reflectors', () => {
  const text = manifest(4);
  expect(neighbours(frr(text, 'host1'))).toEqual(['10.0.0.2', '10.0.0.3', '10.0.0.4']);
  expect(neighbours(frr(text, 'host3'))).toEqual(['10.0.0.1', '10.0.0.2']);
  expect(frr(text, 'host1')).toContain('  neighbor mesh route-reflector-client\n');
  expect(frr(text, 'host3')).not.toContain('route-reflector-client');
});

test('a host that comes changes the reflectors’ configuration, and no other', () => {
  expect(frr(manifest(5), 'host3')).toBe(frr(manifest(4), 'host3'));
  expect(frr(manifest(5), 'host1')).not.toBe(frr(manifest(4), 'host1'));
});

test('reflectors listen to the range, to which the firewall of every host is open', () => {
  const text = manifest(3, ', range: 10.0.0.0/16');
  expect(frr(text, 'host1')).toContain(' bgp listen range 10.0.0.0/16 peer-group mesh\n');
  expect(frr(text, 'host3')).not.toContain('listen');
  for (const name of ['host1', 'host3']) {
    const rules = fileOf(hostOf(text, name), '/etc/meshinit/firewall.nft');
    for (const match of ['udp dport 4789', 'tcp dport 179', 'udp dport 3784', 'udp dport 4784']) {
      expect(rules).toMatch(
        new RegExp(
          `${match} ip saddr @peers accept\\n +${match} ip saddr 10\\.0\\.0\\.0/16 accept\\n +${match} drop\\n`,
        ),
      );
    }
  }
  expect(fileOf(hostOf(manifest(3), 'host1'), '/etc/meshinit/firewall.nft')).not.toContain('10.0.0.0');
});

test('firewalld takes the range beside the peers', () => {
  const text = manifest(3, ', range: 10.0.0.0/16', 'firewall: firewalld\n');
  const policy = fileOf(hostOf(text, 'host3'), '/etc/firewalld/policies/meshinit-tunnels.xml');
  expect(policy.match(/<source address="10\.0\.0\.0\/16"\/>/g)).toHaveLength(4);
  expect(policy).toContain('<port port="179" protocol="tcp"/>');
});

test('many hosts are watched less often', () => {
  const many = frr(manifest(101), 'host3');
  expect(many).toContain(' neighbor mesh bfd profile mesh\n');
  expect(many).toContain(' timers bgp 10 30\n');
  expect(frr(manifest(100), 'host3')).not.toContain('profile');
});

test('what comes from far away is refused in one private network, not between sites or inside WireGuard', () => {
  expect(frr(manifest(2), 'host1')).toContain(' neighbor mesh ttl-security hops 4\n');
  const sites = manifest(2).replace('10.0.0.2 }', '10.0.0.2, site: b }');
  expect(frr(sites, 'host1')).not.toContain('ttl-security');
  const encrypted = manifest(2, '', 'encryption: wireguard\n');
  expect(frr(encrypted, 'host1')).not.toContain('ttl-security');
  expect(neighbours(frr(encrypted, 'host1'))).toEqual(['10.98.0.2']);
});

test('the device learns nothing, and keeps what FRR has put there', () => {
  const script = fileOf(hostOf(manifest(2), 'host1'), '/usr/local/sbin/meshinit-mesh');
  expect(script).toContain('make_tunnel nolearning');
  expect(script).toContain('!/ extern_learn/ {');
  expect(script).toContain('type bridge_slave learning off neigh_suppress on');
});

test('a host without it has nothing of it', () => {
  const text = manifest(2).replace(/control: \{ evpn: \{ [^}]* \} \}/, 'dataplane: linux');
  for (const { path, content } of hostOf(text, 'host1').files)
    expect(path + content).not.toMatch(/frr|evpn|nolearning/i);
});

test('a reflector of a thousand hosts folds its neighbours into a loop over the list', () => {
  const config = hostOf(manifest(300), 'host1');
  const folded = config.fold();
  expect(folded.some(({ path }) => path === '/etc/meshinit/frr.conf')).toBe(false);
  const unfold = folded.find(({ path }) => path.endsWith('unfold.sh'))?.content ?? '';
  expect(unfold).toContain('write_file /etc/meshinit/frr.conf <<END\n');
  expect(unfold).not.toContain('neighbor 10.0.0.9 ');
});
