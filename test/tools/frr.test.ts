import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { execute, said } from '../support/execute.ts';
import { hostConfigs } from '../support/hosts.ts';
import { temporaryDirectory, writeTree } from '../support/temporary.ts';
import { testWith, toolEnvironment } from '../support/tool.ts';

const testFrr = testWith('vtysh');

const manifest = (count: number, evpn = '', rest = ''): string =>
  `meshinit: 1\nname: demo\ndefaults: { os: debian-12, provider: digitalocean }\n${count > 50 ? 'allow: { MI0654: tried here }\n' : ''}hosts:\n${Array.from({ length: count }, (_, index) => `  host${index + 1}: { address: 10.0.0.${index + 11} }\n`).join('')}network: { subnet: 172.16.0.0/12, slice: /24, control: { evpn: { reflectors: [host1, host2]${evpn} } } }\n${rest}`;

describe('FRR takes the configuration of a reflector and of another host, of', () => {
  for (const [title, text] of [
    ['a few hosts', manifest(3)],
    ['hosts that let new ones in', manifest(3, ', range: 10.0.0.0/16')],
    ['many hosts, of another autonomous system', manifest(101, ', as: 4200000001')],
  ] as const) {
    testFrr(title, async () => {
      for (const { files, plan } of hostConfigs(text).slice(0, 3)) {
        const root = temporaryDirectory();
        const content = files.find(({ path }) => path === '/etc/meshinit/frr.conf')?.content ?? '';
        writeTree(root, [{ path: 'frr.conf', content }]);
        const check = await execute('vtysh', ['-C', '-f', join(root, 'frr.conf')], { env: toolEnvironment });
        expect(`${plan.node.name}: ${content.length > 400} ${said(check)}`).toBe(`${plan.node.name}: true `);
      }
    });
  }

  testFrr('none of a wrong one', async () => {
    const root = temporaryDirectory();
    writeTree(root, [{ path: 'frr.conf', content: 'router bgp 65000\n neighbour 10.0.0.1 remote-as 65000\n' }]);
    const check = await execute('vtysh', ['-C', '-f', join(root, 'frr.conf')], { env: toolEnvironment });
    expect(check.status).not.toBe(0);
  });
});
