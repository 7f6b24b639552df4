import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ipv4Text } from '../../src/addresses/address.ts';
import { distinctFiles } from '../support/cases.ts';
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
      const { links } = host.host;
      const netSwitch = host.mesh.layout === 'shared' ? 'br0' : 'sw0';
      if (device === netSwitch) {
        expect(found).toMatchObject({ TYPE: 'OVSBridge', MTU: String(host.mesh.mtu.value) });
        return;
      }
      const remote = links.find(({ name }) => name === device)?.remote.address.text;
      expect(found).toMatchObject({ TYPE: 'OVSTunnel', OVS_BRIDGE: netSwitch, OVS_TUNNEL_TYPE: host.mesh.tunnel.kind });
      expect(found['OVS_TUNNEL_OPTIONS']?.split(' ')[0]).toBe(`options:remote_ip=${remote}`);
    });
  }
});

test('a host has an ifcfg file for its switch and one for each tunnel, never two of a name', () => {
  const hosts = new Set(files.map(({ host }) => host));
  expect(hosts.size).toBeGreaterThan(3);
  for (const host of hosts) {
    const devices = host.files.flatMap(({ path }) => /network-scripts\/ifcfg-(.*)$/.exec(path)?.[1] ?? []);
    const netSwitch = host.mesh.layout === 'shared' ? 'br0' : 'sw0';
    expect(devices).toEqual([...host.host.links.map(({ name }) => name), netSwitch].toSorted());
  }
});

describe('/etc/sysconfig/docker-network gives Docker', () => {
  for (const { title, content, host } of distinctFiles(({ path }) => path === '/etc/sysconfig/docker-network')) {
    test(`the words that its layout asks for, in ${title}`, async () => {
      const { DOCKER_NETWORK_OPTIONS: options = '' } = await variables(content);
      const words = options.split(' ');
      const { host: place, mesh } = host;
      const bip = `--bip=${ipv4Text(place.slice.first + 1)}/${place.slice.prefix}`;
      for (const word of ['--iptables=false', '--ip-masq=false', '--ip-forward=true']) expect(words).toContain(word);
      expect(words).toContain(`--mtu=${mesh.mtu.value}`);
      expect(words.includes(bip)).toBe(mesh.layout === 'per-host');
      expect(words.includes('--bridge=docker0')).toBe(mesh.layout === 'shared');
    });
  }
});
