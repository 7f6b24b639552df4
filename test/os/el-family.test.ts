import { expect, test } from 'vitest';
import { compiled, filesOf } from '../support/hosts.ts';

const PACKAGES = `ovs: { from: { rpms: [{ url: 'https://packages.example.com/openvswitch3.1-3.1.0-65.el8.x86_64.rpm', sha256: ${'5e'.repeat(32)} }] } }\n`;

/** The files of one host, by path. */
function filesOn(os: string, further = ''): Map<string, string> {
  const text = `meshinit: 1\ndefaults: { os: ${os}, provider: nocloud }\nhosts: { host1: { address: 10.0.0.11 }, host2: { address: 10.0.0.12 } }\n${further}`;
  const [document] = compiled(text).documents;
  if (!document) throw new Error('there is no document');
  return new Map(filesOf(document).map(({ path, content }) => [path, content]));
}

/** The steps of the first boot, each by its command. */
function steps(os: string, further = ''): string[] {
  const setup = filesOn(os, further).get('/usr/local/sbin/meshinit-setup') ?? '';
  return [...setup.matchAll(/^step '[^']*' (.*)$/gm)].map(([, command = '']) => command);
}

/** facts: the SIG's versioned packages, where they are, and Docker's own repository. */
test.each([
  ['rocky-8', 'openvswitch3.1', 'https://vault.centos.org/8-stream/nfv', 'rhel 8'],
  ['alma-8', 'openvswitch3.1', 'https://vault.centos.org/8-stream/nfv', 'rhel 8'],
  ['rocky-9', 'openvswitch3.3', 'https://mirror.stream.centos.org/SIGs/9-stream/nfv', 'rhel 9'],
  ['alma-9', 'openvswitch3.3', 'https://mirror.stream.centos.org/SIGs/9-stream/nfv', 'rhel 9'],
  ['rocky-10', 'openvswitch3.5', 'https://mirror.stream.centos.org/SIGs/10-stream/nfv', 'rhel 10'],
  ['alma-10', 'openvswitch3.5', 'https://mirror.stream.centos.org/SIGs/10-stream/nfv', 'rhel 10'],
])('%s takes %s of the NFV SIG from %s, and docker-ce from Docker’s own %s', (os, openvswitch, place, docker) => {
  const commands = steps(os);
  const order = [
    `use_nfv_repository ${place}`,
    `install_packages ${openvswitch}`,
    'enable_units openvswitch.service',
    'load_firewall',
    'enable_units meshinit-mesh',
    `use_docker_repository ${docker} 060A61C51B558A7F742B77AAC52FEB6B621E9F35`,
    'install_packages docker-ce docker-ce-cli containerd.io',
    'start_docker',
  ];
  expect(commands.filter((command) => order.includes(command))).toEqual(order);
});

test('fedora takes Open vSwitch and Docker from its own archive, or Docker’s own packages', () => {
  expect(steps('fedora')).toEqual(
    expect.arrayContaining(['install_packages openvswitch', 'install_packages moby-engine docker-cli']),
  );
  expect(steps('fedora', 'docker: { from: docker-ce }\n')).toContain(
    'use_docker_repository fedora \\$releasever 060A61C51B558A7F742B77AAC52FEB6B621E9F35',
  );
});

test.each(['rocky-8', 'alma-9', 'rocky-10', 'fedora'])('%s keeps NetworkManager from every device', (os) => {
  const content = filesOn(os, 'network: { layout: per-host }\n').get('/etc/NetworkManager/conf.d/10-meshinit.conf');
  for (const device of ['sw0', 'docker0', 'veth_sw0', 'veth_d0', 'ovs-system', 'vxlan_sys_*']) {
    expect(content).toMatch(
      new RegExp(`^unmanaged-devices\\+=.*interface-name:${device.replace('*', '\\*')}(;|$)`, 'm'),
    );
  }
  const commands = steps(os);
  expect(commands.indexOf('leave_devices')).toBeLessThan(commands.indexOf('enable_units openvswitch.service'));
});

test('EL 8 brings the switch up by ifup-ovs where the stack is ifcfg, before the mesh is verified', () => {
  const commands = steps('rocky-8', 'network: { stack: ifcfg }\n');
  const order = [
    'install_packages network-scripts-openvswitch3.1',
    'enable_network_service',
    'bring_up',
    'enable_units meshinit-mesh',
  ];
  expect(commands.filter((command) => order.includes(command))).toEqual(order);
});

test('rpms by address take neither the SIG’s repository nor its network-scripts', () => {
  const commands = steps('rocky-8', `network: { stack: ifcfg }\n${PACKAGES}`);
  expect(commands.join('\n')).not.toMatch(/nfv|openvswitch3/);
  expect(commands).toContain('install_packages network-scripts');
});

test('EL 10 has Docker keep its rules in nftables; a manifest can overrule it', () => {
  const daemon = (further: string): Record<string, unknown> =>
    JSON.parse(filesOn('rocky-10', further).get('/etc/docker/daemon.json') ?? '{}');
  expect(daemon('')['firewall-backend']).toBe('nftables');
  expect(daemon('docker: { daemon: { firewall-backend: iptables } }\n')['firewall-backend']).toBe('iptables');
  expect(daemon('docker: { from: none }\n')['firewall-backend']).toBeUndefined();
  // Docker 29 refuses to start where it finds iptables' policy at DROP and its own rules elsewhere.
  const drops = (further: string): boolean =>
    filesOn('rocky-10', further).get('/usr/local/sbin/meshinit-mesh')?.includes('-P FORWARD DROP') ?? false;
  expect(drops('')).toBe(false);
  expect(drops('docker: { daemon: { firewall-backend: iptables } }\n')).toBe(true);
});

test('the API of moby-engine is added to its own command, that of docker-ce to docker-ce’s', () => {
  const command = (os: string): string =>
    filesOn(os, 'docker: { listen: mesh, insecure: true }\n').get(
      '/etc/systemd/system/docker.service.d/meshinit-api.conf',
    ) ?? '';
  expect(command('fedora')).toContain('$OPTIONS -H tcp://172.17.0.1:2375\n');
  expect(command('rocky-9')).toContain('--containerd=/run/containerd/containerd.sock -H tcp://172.17.0.1:2375\n');
});
