import { describe, expect, test } from 'vitest';
import type { HostConfig } from '../../../src/host/host-config.ts';
import { hostConfigs } from '../../support/hosts.ts';

const manifest = (rest: string, os = 'debian-12'): string => `meshinit: 1
defaults: { os: ${os} }
hosts: { host1: { address: 10.0.0.11 }, host2: { address: 10.0.0.12 } }
${rest}`;

const host1 = (rest: string, os?: string): HostConfig => {
  const [host] = hostConfigs(manifest(rest, os));
  if (!host) throw new Error('no host');
  return host;
};

const contentOf = ({ files }: HostConfig, path: string): string | undefined =>
  files.find((file) => file.path === path)?.content;

const LIST = '/etc/meshinit/docker-networks';

describe('the list of Docker networks', () => {
  test('is not there where the mesh is Docker’s default network alone', () => {
    const host = host1('');
    expect(host.files.filter(({ path }) => path.includes('networks'))).toEqual([]);
    expect(contentOf(host, '/usr/local/sbin/meshinit-setup')).not.toContain('networks');
  });

  test.each([
    ['network: { docker: mesh }', 'mesh mesh0 172.17.0.0/16 172.17.1.0/24 172.17.0.1 1450 true false\n'],
    [
      'network: { docker: mesh, layout: per-host }',
      'mesh mesh0 172.17.1.0/24 172.17.1.0/24 172.17.1.1 1450 false false\n',
    ],
    [
      'network: { docker: mesh, masquerade: false }',
      'mesh mesh0 172.17.0.0/16 172.17.1.0/24 172.17.0.1 1450 false false\n',
    ],
    [
      'networks: { blue: { subnet: 10.78.0.0/16, tunnel: gre } }',
      'blue br-blue 10.78.0.0/16 10.78.1.0/24 10.78.0.1 1458 true false\n',
    ],
    [
      'networks: { blue: { subnet: 10.78.0.0/16, vlan: 7, internal: true } }',
      'blue br-blue 10.78.0.0/16 10.78.1.0/24 10.78.0.1 1446 false true\n',
    ],
    ['networks: { blue: { subnet: 10.78.0.0/16, hosts: [host2] } }', undefined],
  ])('%s', (rest, list) => {
    expect(contentOf(host1(rest), LIST)).toBe(list);
  });

  test('has our own masquerading where Docker is kept from the firewall', () => {
    expect(contentOf(host1('network: { docker: mesh }', 'rocky-9'), LIST)).toMatch(/ (true|false) false\n$/);
  });
});

test('docker0 is Docker’s own then, in a range of its own', () => {
  expect(contentOf(host1('network: { docker: mesh }'), '/etc/docker/daemon.json')).toBe(
    '{\n  "bip": "172.18.0.1/16"\n}\n',
  );
  expect(contentOf(host1('networks: { blue: { subnet: 10.78.0.0/16 } }'), '/etc/docker/daemon.json')).toContain(
    '"bridge": "docker0"',
  );
});

test('they are made after Docker runs, again at each of its starts, and looked at by meshinit-check', () => {
  const host = host1('network: { docker: mesh }');
  const setup = contentOf(host, '/usr/local/sbin/meshinit-setup') ?? '';
  expect(setup.indexOf("step 'make the Docker networks'")).toBeGreaterThan(setup.indexOf("step 'start Docker'"));
  expect(contentOf(host, '/etc/systemd/system/docker.service.d/meshinit-networks.conf')).toBe(
    '[Service]\nExecStartPost=-/usr/local/sbin/meshinit-networks\n',
  );
  const check = contentOf(host, '/usr/local/sbin/meshinit-check') ?? '';
  expect(check).toContain("check 'the Docker networks are as planned' /usr/local/sbin/meshinit-networks --ready\n");
  expect(check).toContain('docker network inspect "$DOCKER_NETWORK"');
  expect(contentOf(host, '/etc/meshinit/host.conf')).toContain('\nDOCKER_NETWORK=mesh\n');
});
