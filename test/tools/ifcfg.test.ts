import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { distinctFiles, fileOf } from '../support/cases.ts';
import { execute } from '../support/execute.ts';
import { temporaryDirectory, writeTree } from '../support/temporary.ts';

/** What sourcing a file defines, with no program in reach: its text is values alone. */
async function variables(content: string): Promise<Record<string, string>> {
  const directory = temporaryDirectory();
  writeTree(directory, [{ path: 'ifcfg', content }]);
  const script = `PATH=/nowhere; before=$(set); . '${join(directory, 'ifcfg')}' || exit 9; set`;
  const { stdout, stderr, status } = await execute('dash', ['-euc', script], { env: {} });
  expect(`${status}: ${stderr}`).toBe('0: ');
  const own = [...content.matchAll(/^(\w+)=/gm)].map(([, name = '']) => name);
  expect(new Set(own).size).toBe(own.length);
  const all = [...stdout.matchAll(/^(\w+)='(.*)'$/gm)].map(([, name = '', value = '']) => [name, value]);
  const found = Object.fromEntries(all.filter(([name = '']) => own.includes(name)));
  expect(Object.keys(found).toSorted()).toEqual(own.toSorted());
  return found;
}

const files = distinctFiles(({ path }) => path.startsWith('/etc/sysconfig/network-scripts/'));

describe('network-scripts can source', () => {
  for (const { title, path, content, host } of files) {
    test(title, async () => {
      const found = await variables(content);
      const device = path.slice(path.indexOf('ifcfg-') + 'ifcfg-'.length);
      expect(found).toMatchObject({ DEVICE: device, ONBOOT: 'yes', NM_CONTROLLED: 'no', DEVICETYPE: 'ovs' });
      const conf = fileOf(host, '/etc/meshinit/host.conf');
      const netSwitch = /^SWITCH=(.*)$/m.exec(conf)?.[1];
      if (device === netSwitch) {
        expect(found['TYPE']).toBe('OVSBridge');
        expect(found['MTU']).toBe(/^MTU=(.*)$/m.exec(conf)?.[1]);
        return;
      }
      const peer = new RegExp(`^${device} (\\S+) `, 'm').exec(fileOf(host, '/etc/meshinit/peers'))?.[1];
      expect(found).toMatchObject({ TYPE: 'OVSTunnel', OVS_BRIDGE: netSwitch });
      expect(found['OVS_TUNNEL_OPTIONS']?.split(' ')[0]).toBe(`options:remote_ip=${peer}`);
      expect(found['OVS_TUNNEL_TYPE']).toBe(/^TUNNEL_TYPE=(.*)$/m.exec(conf)?.[1]);
    });
  }
});

test('a host has an ifcfg file for its switch and one for each tunnel, never two of a name', () => {
  const hosts = new Set(files.map(({ host }) => host));
  expect(hosts.size).toBeGreaterThan(3);
  for (const host of hosts) {
    const peers = fileOf(host, '/etc/meshinit/peers').split('\n').slice(1, -1);
    const devices = host.files.flatMap(({ path }) => /network-scripts\/ifcfg-(.*)$/.exec(path)?.[1] ?? []);
    const netSwitch = devices.find((device) => device === 'br0' || device === 'sw0') ?? '';
    expect(devices).toEqual([...peers.map((line) => line.split(' ')[0] ?? ''), netSwitch].toSorted());
  }
});

describe('/etc/sysconfig/docker-network gives Docker', () => {
  for (const { title, content, host } of distinctFiles(({ path }) => path === '/etc/sysconfig/docker-network')) {
    test(`the words that its layout asks for, in ${title}`, async () => {
      const { DOCKER_NETWORK_OPTIONS: options = '' } = await variables(content);
      const words = options.split(' ');
      const conf = fileOf(host, '/etc/meshinit/host.conf');
      const valueOf = (name: string): string => new RegExp(`^${name}=(.*)$`, 'm').exec(conf)?.[1] ?? '';
      for (const word of ['--iptables=false', '--ip-masq=false', '--ip-forward=true']) expect(words).toContain(word);
      expect(words).toContain(`--mtu=${valueOf('MTU')}`);
      expect(words.includes(`--bip=${valueOf('BRIDGE_ADDRESS')}`)).toBe(valueOf('SWITCH') === 'sw0');
      expect(words.includes('--bridge=docker0')).toBe(valueOf('SWITCH') === 'br0');
    });
  }
});
