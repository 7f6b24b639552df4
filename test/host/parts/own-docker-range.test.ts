import { expect, test } from 'vitest';
import { ownDockerRange } from '../../../src/host/parts/own-docker-range.ts';
import { hostConfigs } from '../../support/hosts.ts';

const rangeOf = (subnet: string, address = '10.0.0.11', networks = ''): object => {
  const [host] = hostConfigs(`meshinit: 1
defaults: { os: debian-12 }
hosts: { host1: { address: ${address} } }
network: { docker: mesh, subnet: ${subnet} }
${networks}`);
  if (!host) throw new Error('no host');
  return ownDockerRange(host.plan);
};

test.each([
  ['172.17.0.0/16', '10.0.0.11', '', { bip: '172.18.0.1/16' }],
  ['10.77.0.0/16', '10.0.0.11', '', { bip: '172.17.0.1/16' }],
  ['10.77.0.0/16', '172.17.5.5', '', { bip: '172.18.0.1/16' }],
  ['10.77.0.0/16', '172.17.5.5', 'networks: { blue: { subnet: 172.18.3.0/24 } }', { bip: '172.19.0.1/16' }],
  ['172.16.0.0/12', '192.168.1.11', '', { bip: '192.168.16.1/20' }],
  ['172.16.0.0/12', '10.0.0.11', 'networks: { blue: { subnet: 192.168.0.0/16 } }', {}],
  [
    '10.77.0.0/16',
    '10.0.0.11',
    'docker: { daemon: { default-address-pools: [{ base: 172.16.0.0/13, size: 24 }] } }',
    { bip: '172.24.0.1/16' },
  ],
  ['172.17.0.0/16', 'web.example.com', '', { bip: '172.18.0.1/16' }],
  ['172.17.0.0/16', 'fd00::11', '', { bip: '172.18.0.1/16' }],
])('docker0 beside %s at %s %s', (subnet, address, networks, range) => {
  expect(rangeOf(subnet, address, networks)).toEqual(range);
});
