import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { type FileCase, distinctFiles, fileOf } from '../support/cases.ts';
import { execute } from '../support/execute.ts';
import { temporaryDirectory, writeTree } from '../support/temporary.ts';
import { testWith, toolEnvironment } from '../support/tool.ts';

const testIfquery = testWith('ifquery');

async function ifquery(content: string, ...args: readonly string[]): Promise<string> {
  const directory = temporaryDirectory();
  writeTree(directory, [{ path: 'interfaces', content }]);
  const outcome = await execute('ifquery', ['-i', join(directory, 'interfaces'), ...args], { env: toolEnvironment });
  expect(outcome.stderr).toBe('');
  expect(outcome.status).toBe(0);
  return outcome.stdout;
}

/** What the host's own numbers, in files of another form, make of an interfaces file. */
function wanted({ host }: FileCase) {
  const conf = new Map(
    [...fileOf(host, '/etc/meshinit/host.conf').matchAll(/^(\w+)='?(.*?)'?$/gm)].map(([, name, value]) => [name, value]),
  );
  const peers = fileOf(host, '/etc/meshinit/peers')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split(' '));
  const perHost = conf.get('SWITCH') === 'sw0';
  return {
    conf: (name: string): string => conf.get(name) ?? '',
    perHost,
    tunnels: peers.map(([port = '', remote = '']) => ({ port, remote })),
    ports: [...peers.map(([port = '']) => port), ...(perHost ? ['veth_sw0'] : [])],
  };
}

const attributes = (text: string): Map<string, string> =>
  new Map(text.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]));

const files = distinctFiles(({ path }) => path.endsWith('/meshinit/interfaces') || path.endsWith('interfaces.d/meshinit'));

for (const file of files) {
  describe(file.title, () => {
    const { conf, perHost, ports, tunnels } = wanted(file);
    const [netSwitch, bridge] = [conf('SWITCH'), conf('BRIDGE')];

    testIfquery('the switch and the bridge come up at boot, the tunnels with the switch', async () => {
      expect((await ifquery(file.content, '--list')).split(/\s+/).filter((name) => name !== 'lo' && name !== '')).toEqual([
        netSwitch,
        bridge,
      ]);
      expect((await ifquery(file.content, '--list', '--allow=ovs')).trim()).toBe(netSwitch);
      const allowed = await ifquery(file.content, '--list', `--allow=${netSwitch}`);
      expect(allowed.split(/\s+/).filter((name) => name !== '')).toEqual(ports);
    });

    testIfquery('the switch has its ports, its MTU and its loop protection', async () => {
      const found = attributes(await ifquery(file.content, netSwitch));
      expect(found.get('ovs_type')).toBe('OVSBridge');
      expect(found.get('ovs_ports')).toBe(ports.length > 0 ? ports.join(' ') : undefined);
      expect(found.get('mtu')).toBe(conf('MTU'));
      expect(found.get('ovs_extra')).toContain(`other_config:hwaddr=\\"${conf('SWITCH_MAC')}\\"`);
      for (const column of conf('BRIDGE_COLUMNS').split(' ').filter((name) => name.endsWith('=true'))) {
        expect(found.get('ovs_extra')).toContain(` ${column} `);
      }
      if (perHost) expect(`${found.get('address')} ${found.get('netmask')}`).toBe(addressOf(conf('SWITCH_ADDRESS')));
      else expect(found.has('address')).toBe(false);
    });

    testIfquery('each tunnel leads to its peer', async () => {
      for (const { port, remote } of tunnels) {
        const found = attributes(await ifquery(file.content, port));
        expect(found.get('ovs_bridge')).toBe(netSwitch);
        const options = found.get('ovs_tunnel_options') ?? found.get('ovs_extra') ?? '';
        expect(options.replaceAll(/["\\]/g, '')).toContain(`options:remote_ip=${remote}`);
        for (const option of conf('TUNNEL_OPTIONS').split(' ')) expect(options).toContain(option);
        const type = found.get('ovs_tunnel_type') ?? /type=(\S+)/.exec(options)?.[1];
        expect(type).toBe(conf('TUNNEL_TYPE'));
      }
    });

    testIfquery('Docker’s bridge has its address before Docker starts', async () => {
      const found = attributes(await ifquery(file.content, bridge));
      expect(`${found.get('address')} ${found.get('netmask')}`).toBe(addressOf(conf('BRIDGE_ADDRESS')));
      expect(found.get('bridge_ports')).toBe(perHost ? 'veth_d0' : netSwitch);
      expect(found.get('mtu')).toBe(conf('MTU'));
    });
  });
}

/** `172.17.42.1/16` as address and netmask. */
function addressOf(cidr: string): string {
  const [address, prefix] = cidr.split('/');
  const bits = '1'.repeat(Number(prefix)).padEnd(32, '0');
  const mask = [0, 8, 16, 24].map((start) => Number.parseInt(bits.slice(start, start + 8), 2));
  return `${address} ${mask.join('.')}`;
}

testIfquery('ifquery complains of a stanza without its method, so it does look', async () => {
  const directory = temporaryDirectory();
  writeTree(directory, [{ path: 'interfaces', content: 'auto br0\niface br0 inet\n' }]);
  const { status } = await execute('ifquery', ['-i', join(directory, 'interfaces'), '--list'], { env: toolEnvironment });
  expect(status).not.toBe(0);
});
