import { describe, expect, test } from 'vitest';
import { diff } from '../../../src/diff/diff.ts';
import type { HostConfig } from '../../../src/host/host-config.ts';
import { patch } from '../../../src/patch/patch.ts';
import { compiled, hostConfigs } from '../../support/hosts.ts';

const HOSTS = `meshinit: 1
defaults: { os: debian-12 }
hosts: { host1: { address: 10.0.0.11 }, host2: { address: 10.0.0.12 } }
`;
const manifest = (containers: string, network = '{ docker: mesh }'): string =>
  `${HOSTS}names: false\nnetwork: ${network}\n${containers === '' ? '' : `containers:\n${containers}`}`;
const web = (rest = '', hosts = 'host1'): string => `  web: { image: 'box:1', hosts: ${hosts}${rest} }\n`;

const host1 = (text: string): HostConfig => {
  const [host] = hostConfigs(text);
  if (!host) throw new Error('no host');
  return host;
};
const fileOf = ({ files }: HostConfig, path: string) => files.find((file) => file.path === path);
const LIST = '/etc/meshinit/containers';
const specOf = (text: string): string => fileOf(host1(text), LIST)?.content.split(' ')[1] ?? '';

describe('declared containers', () => {
  test('cost a host that has none not a byte', () => {
    const without = compiled(manifest(''));
    const beside = compiled(manifest(web('', 'host2')));
    expect(beside.documents[0]?.content).toEqual(without.documents[0]?.content);
  });

  test('halve what Docker gives away, on their hosts and in their networks alone', () => {
    const networks = '/etc/meshinit/docker-networks';
    const two = `${manifest(web())}networks: { blue: { subnet: 10.78.0.0/16 } }\n`;
    expect(fileOf(host1(two), networks)?.content).toBe(
      'mesh mesh0 172.17.0.0/16 172.17.1.0/25 172.17.0.1 1450 true false\nblue br-blue 10.78.0.0/16 10.78.1.0/24 10.78.0.1 1450 true false\n',
    );
    const own = manifest(web(), '{ docker: mesh, layout: per-host }');
    expect(fileOf(host1(own), networks)?.content).toBe(
      'mesh mesh0 172.17.1.0/24 172.17.1.0/25 172.17.1.1 1450 false false\n',
    );
  });

  test('have planned addresses of both families where their network has IPv6, and so do their links', () => {
    const subnet6 = '"fd12:3456:789a:1::/64"';
    const both = (network: string): HostConfig =>
      host1(`${manifest(web(', links: [db]'), network)}  db: { image: 'box:1', hosts: host2 }\n`);
    const bodyOf = (host: HostConfig) => JSON.parse(fileOf(host, LIST)?.content.split(' ').slice(4).join(' ') ?? '');
    const named = both(`{ docker: mesh, subnet6: ${subnet6} }`);
    expect(bodyOf(named)).toMatchObject({
      HostConfig: { ExtraHosts: ['db:172.17.2.128', 'db:fd12:3456:789a:1:0:242:ac11:280'] },
      NetworkingConfig: {
        EndpointsConfig: {
          mesh: { IPAMConfig: { IPv4Address: '172.17.1.128', IPv6Address: 'fd12:3456:789a:1:0:242:ac11:180' } },
        },
      },
    });
    expect(fileOf(named, '/etc/meshinit/docker-networks')?.content).toContain(
      '--ip-range fd12:3456:789a:1:0:242:ac11:100/121 ',
    );
    const attached = both(`{ subnet6: ${subnet6} }`);
    expect(bodyOf(attached).Labels).toMatchObject({
      'io.meshinit.addresses': 'bridge=172.17.1.128',
      'io.meshinit.addresses6': 'bridge=fd12:3456:789a:1:0:242:ac11:180',
    });
    const scripts = (host: HostConfig): string => host.files.map(({ content }) => content).join('');
    expect(scripts(attached)).toContain('ip -6 rule add');
    expect(scripts(host1(manifest(web(), '{}')))).not.toMatch(/ip -6|addresses6/);
  });

  test('are a line each, which no value breaks', () => {
    const content = fileOf(host1(manifest(web(`, environment: { A: "x\\ny z 'q'" }`))), LIST)?.content ?? '';
    expect(content.split('\n')).toHaveLength(2);
    const [name, , image, policy, ...body] = content.trimEnd().split(' ');
    expect([name, image, policy]).toEqual(['web', 'box:1', 'unless-stopped']);
    expect(JSON.parse(body.join(' ')).Env).toEqual(["A=x\ny z 'q'"]);
  });

  test('have another spec whenever anything of theirs changes, an address of a link among it', () => {
    const linked = (address: string): string =>
      `${manifest(web(', links: [db]'))}  db: { image: 'box:1', hosts: host2, address: ${address} }\n`;
    const specs = [
      manifest(web()),
      manifest(web(', command: x')),
      manifest(web(', address: 172.17.1.200')),
      manifest(web(', networks: { mesh: { aliases: [a] } }')),
      `${manifest(web(', networks: [mesh, blue]'))}networks: { blue: { subnet: 10.78.0.0/16 } }\n`,
      linked('172.17.2.200'),
      linked('172.17.2.201'),
    ].map(specOf);
    expect(new Set(specs).size).toBe(specs.length);
    expect(specOf(manifest(`${web()}  aa: { image: 'box:1', hosts: host1 }\n`))).toBe(specs[0]);
  });

  test.each([
    [', environment: { A: { $secret: pw } }', 0o600],
    [', environment: { DB_PASSWORD: hunter2 }', 0o600],
    [', environment: { A: b }', 0o644],
  ])('with %s are in a file of the mode %o', (rest, mode) => {
    const text = manifest(web(rest));
    const [document, other] = compiled(text, { values: { pw: 'geheim' }, provider: 'nocloud' }).documents;
    const content = new TextDecoder().decode(document?.content);
    expect(content).toMatch(mode === 0o600 ? /containers\n {2}permissions: '0600'/ : /containers\n {2}content/);
    expect(document?.secret).toBe(mode === 0o600);
    expect(other?.secret).toBe(false);
  });
});

describe('a change', () => {
  const side = (text: string) => ({ text, lock: compiled(manifest(web() + web().replace('web', 'old'))).lock });
  const [before, after] = [
    manifest(web() + web().replace('web', 'old')),
    manifest(web(', init: true') + web().replace('web', 'new')),
  ];

  test('is told by diff, container by container', () => {
    const [change] = diff(side(before), side(after)).hosts;
    expect(change).toMatchObject({
      verdict: 'patch',
      why: ['container new starts', 'container web is replaced, and starts anew', 'container old is removed'],
    });
  });

  test('is in the patch, and one that leaves none removes them', () => {
    expect(patch(side(after), 'host1', side(before)).script).toContain('compare_containers');
    const { script } = patch(side(manifest('')), 'host1', side(before));
    expect(script).toContain('remove_containers');
    expect(script).not.toContain('meshinit-containers\n');
  });
});
