import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { ipv4Text } from '../../src/addresses/address.ts';
import { distinctFiles, type FileCase } from '../support/cases.ts';
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

/** What the plan asks of an interfaces file. */
function wanted({ host: { host, mesh } }: FileCase) {
  const perHost = mesh.layout === 'per-host';
  const tunnels = host.links.map(({ name, remote }) => ({ port: name, remote: remote.address.text }));
  const { kind, family, key, port } = mesh.tunnel;
  return {
    perHost,
    tunnels,
    netSwitch: perHost ? 'sw0' : 'br0',
    ports: [...tunnels.map((tunnel) => tunnel.port), ...(perHost ? ['veth_sw0'] : [])],
    mtu: String(mesh.mtu.value),
    loops: { none: undefined, 'split-horizon': undefined, rstp: 'rstp_enable=true', stp: 'stp_enable=true' }[
      mesh.loops.kind
    ],
    type: kind === 'gre' && family === 6 ? 'ip6gre' : kind,
    options: [
      ...(key === undefined ? [] : [`options:key=${key}`]),
      ...(port === undefined ? [] : [`options:dst_port=${port}`]),
    ],
    // The address on the mesh, with the cluster's mask.
    mesh: `${ipv4Text(host.bridge)}/${mesh.subnet.prefix}`,
    slice: `${ipv4Text(host.slice.first + 1)}/${host.slice.prefix}`,
  };
}

const attributes = (text: string): Map<string, string> =>
  new Map(text.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]));

const files = distinctFiles(
  ({ path }) => path.endsWith('/meshinit/interfaces') || path.endsWith('interfaces.d/meshinit'),
);

for (const file of files) {
  describe(file.title, () => {
    const want = wanted(file);
    const { netSwitch, perHost, ports, tunnels } = want;
    const bridge = 'docker0';

    testIfquery('the switch and the bridge come up at boot, the tunnels with the switch', async () => {
      expect(
        (await ifquery(file.content, '--list')).split(/\s+/).filter((name) => name !== 'lo' && name !== ''),
      ).toEqual([netSwitch, bridge]);
      expect((await ifquery(file.content, '--list', '--allow=ovs')).trim()).toBe(netSwitch);
      const allowed = await ifquery(file.content, '--list', `--allow=${netSwitch}`);
      expect(allowed.split(/\s+/).filter((name) => name !== '')).toEqual(ports);
    });

    testIfquery('the switch has its ports, its MTU and its loop protection', async () => {
      const found = attributes(await ifquery(file.content, netSwitch));
      expect(found.get('ovs_type')).toBe('OVSBridge');
      expect(found.get('ovs_ports')).toBe(ports.length > 0 ? ports.join(' ') : undefined);
      expect(found.get('mtu')).toBe(want.mtu);
      expect(found.get('ovs_extra')).toMatch(/other_config:hwaddr=\\"02(:[0-9a-f]{2}){5}\\"/);
      for (const column of ['stp_enable=true', 'rstp_enable=true']) {
        expect(found.get('ovs_extra')?.split(' ').includes(column)).toBe(column === want.loops);
      }
      if (perHost) expect(`${found.get('address')} ${found.get('netmask')}`).toBe(addressOf(want.mesh));
      else expect(found.has('address')).toBe(false);
    });

    testIfquery('each tunnel leads to its peer', async () => {
      for (const { port, remote } of tunnels) {
        const found = attributes(await ifquery(file.content, port));
        expect(found.get('ovs_bridge')).toBe(netSwitch);
        const options = found.get('ovs_tunnel_options') ?? found.get('ovs_extra') ?? '';
        expect(options.replaceAll(/["\\]/g, '')).toContain(`options:remote_ip=${remote}`);
        for (const option of want.options) expect(options.split(' ')).toContain(option);
        const type = found.get('ovs_tunnel_type') ?? /type=(\S+)/.exec(options)?.[1];
        expect(type).toBe(want.type);
      }
    });

    testIfquery('Docker’s bridge has its address before Docker starts', async () => {
      const found = attributes(await ifquery(file.content, bridge));
      expect(`${found.get('address')} ${found.get('netmask')}`).toBe(addressOf(perHost ? want.slice : want.mesh));
      expect(found.get('bridge_ports')).toBe(perHost ? 'veth_d0' : netSwitch);
      expect(found.get('mtu')).toBe(want.mtu);
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
  const { status } = await execute('ifquery', ['-i', join(directory, 'interfaces'), '--list'], {
    env: toolEnvironment,
  });
  expect(status).not.toBe(0);
});
