import { describe, expect, test } from 'vitest';
import { compile } from '../../../src/compile.ts';
import { diff } from '../../../src/diff/diff.ts';
import { plan } from '../../../src/plan-report.ts';
import { hostConfigs } from '../../support/hosts.ts';

const manifest = (compose: string, rest = '', os = 'debian-12'): string => `meshinit: 1
name: shop
defaults: { os: ${os} }
hosts:
  host1: { address: 10.0.0.11${compose === '' ? '' : `, compose: ${compose}`} }
  host2: { address: 10.0.0.12 }
network: { docker: mesh }
networks: { blue: { subnet: 10.78.0.0/16 } }
${rest}`;
const web = (keys = 'networks: [mesh]'): string => `web: { image: 'box:1', ${keys} }`;
const fileOf = (text: string, path: string): string =>
  hostConfigs(text)[0]?.files.find((file) => file.path === path)?.content ?? '';
const FILE = '/etc/meshinit/compose.yaml';

describe('the Compose file of a host', () => {
  test('is as it was written, with the networks of the cluster that it uses as external ones', () => {
    const text = manifest(
      `{ name: front, x-a: 1, services: { ${web('networks: { mesh: { aliases: [w] }, own: {} }, x-b: 2')} }, networks: { own: { internal: true } } }`,
    );
    expect(fileOf(text, FILE)).toBe(`# Compose project front
services:
  web:
    image: box:1
    networks:
      mesh:
        aliases:
        - w
      own: {}
    x-b: 2
networks:
  own:
    internal: true
  mesh:
    external: true
`);
    expect(fileOf(text, '/etc/meshinit/host.conf')).toMatch(/COMPOSE_PROJECT=front\nCOMPOSE_SERVICES=web\n/);
  });

  test('may declare a network of the cluster itself, by its name or another', () => {
    const networks = 'networks: { mesh: { external: true }, front: { external: true, name: blue }, blue: {} }';
    const text = manifest(`{ services: { ${web('networks: [mesh, front, blue]')} }, ${networks} }`);
    expect(compile(text).diagnostics).toEqual([]);
    expect(fileOf(text, FILE)).toContain(
      'networks:\n  mesh:\n    external: true\n  front:\n    external: true\n    name: blue\n  blue:\n    external: true\n',
    );
  });

  test('halves what Docker gives away where it gives a service an address, and there alone', () => {
    const list = (keys: string): string =>
      fileOf(manifest(`{ services: { ${web(keys)} } }`), '/etc/meshinit/docker-networks');
    expect(list('networks: { mesh: { ipv4_address: 172.17.1.200 }, blue: {} }')).toMatch(
      /^mesh \S+ \S+ 172\.17\.1\.0\/25 .*\nblue \S+ \S+ 10\.78\.1\.0\/24 /,
    );
    expect(list('networks: [mesh, blue]')).toMatch(/^mesh \S+ \S+ 172\.17\.1\.0\/24 /);
  });

  test('gives no address that another has, or that Docker may give to another', () => {
    const containers = "names: false\ncontainers: { db: { image: 'box:1', hosts: host1, address: 172.17.1.200 } }\n";
    const said = (address: string): string | undefined =>
      compile(
        manifest(`{ services: { ${web(`networks: { mesh: { ipv4_address: ${address} } }`)} } }`, containers),
      ).diagnostics.find(({ code }) => code === 'MI0319' || code === 'MI0505')?.message ??
      compile(manifest(`{ services: { ${web(`networks: { mesh: { ipv4_address: ${address} } }`)} } }`, containers))
        .diagnostics[0]?.message;
    expect(said('172.17.1.200')).toBe('the address 172.17.1.200 of db on host1 is taken by service web');
    expect(said('172.17.1.20')).toContain(
      'of service web on host1 is in 172.17.1.0/25, which Docker gives to other containers',
    );
    expect(said('172.17.2.200')).toContain('is in the slice of host2');
    expect(said('10.9.9.9')).toContain("is outside host1's slice");
    expect(said('172.17.1.201')).toBeUndefined();
  });

  test('leaves its addresses out of what declared containers are given', () => {
    const text = manifest(
      `{ services: { ${web('networks: { mesh: { ipv4_address: 172.17.1.128 } }')} } }`,
      "names: false\ncontainers: { db: { image: 'box:1', hosts: host1 } }\n",
    );
    const { report } = plan(text);
    expect(report?.containers[0]?.networks[0]?.address).toBe('172.17.1.129');
    expect(report?.services).toEqual([
      { name: 'web', host: 'host1', image: 'box:1', networks: [{ name: 'network', address: '172.17.1.128' }] },
    ]);
  });

  test('tells a check of those that Compose starts unasked', () => {
    const services = `${web()}, job: { image: 'box:1', profiles: [x] }, none: { image: 'box:1', deploy: { replicas: 0 } }`;
    expect(fileOf(manifest(`{ services: { ${services} } }`), '/etc/meshinit/host.conf')).toContain(
      'COMPOSE_SERVICES=web\n',
    );
  });

  test.each([
    ['debian-11', 'docker-compose'],
    ['debian-12', 'docker-compose'],
    ['debian-13', 'docker-compose'],
    ['ubuntu-24.04', 'docker-compose-v2'],
    ['rocky-9', 'docker-compose-plugin'],
    ['fedora', 'docker-compose'],
  ])('is brought up on %s by the package %s', (os, name) => {
    const setup = fileOf(
      manifest(`{ version: '2.4', services: { ${web()} } }`, '', os),
      '/usr/local/sbin/meshinit-setup',
    );
    expect(setup).toContain(`install_packages ${name}\n`);
    expect(setup.indexOf('start_compose\n')).toBeGreaterThan(setup.indexOf('install_packages docker-compose'));
  });

  test('tells before a patch which of its services start, are replaced and go', () => {
    const one = manifest(`{ services: { ${web()}, db: { image: 'box:1' }, old: { image: 'box:1' } } }`);
    const other = manifest(
      `{ services: { ${web('networks: [mesh], command: x')}, db: { image: 'box:1' }, late: { image: 'box:1' } } }`,
    );
    const why = (before: string, after: string): readonly string[] | undefined =>
      diff({ text: before, lock: undefined }, { text: after, lock: undefined }).hosts.find(
        ({ host }) => host === 'host1',
      )?.why;
    expect(why(one, other)).toEqual([
      'service late of Compose starts',
      'service web of Compose is replaced, and starts anew',
      'service old of Compose is removed',
    ]);
    expect(why(one, one.replace('{ services', '{ name: front, services'))).toEqual([
      'Compose project shop is removed, and front starts',
    ]);
  });
});
