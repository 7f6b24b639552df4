import { describe, expect, test } from 'vitest';
import { compile } from '../../../src/compile.ts';

interface Given {
  readonly rest?: string;
  readonly network?: string;
  readonly os?: string;
  /** Keys of host1 beside its Compose file. */
  readonly host?: string;
}

/** What is said of a Compose file of host1, at its own lines. */
function said(
  file: string,
  { rest = '', network = '{ docker: mesh }', os = 'debian-13', host = '' }: Given = {},
): string[] {
  const text = `meshinit: 1
defaults: { os: ${os} }
hosts:
  host1: { address: 10.0.0.11, compose: c.yaml${host} }
  host2: { address: 10.0.0.12 }
  host3: { address: 10.0.0.13 }
network: ${network}
networks: { blue: { subnet: 10.78.0.0/16, hosts: [host2, host3] } }
${rest}`;
  return compile(text, { files: { 'c.yaml': file } })
    .diagnostics.filter(({ code }) => code !== 'MI0652')
    .map(
      ({ file: name = 'manifest', line, column, code, message, hint }) =>
        `${name}:${line}:${column} ${code}: ${message}${hint === '' ? '' : ` | ${hint}`}`,
    );
}

const service = (keys: string, rest = ''): string =>
  `services:\n  web:\n    image: box:1\n${keys.replace(/^/gm, '    ')}\n${rest}`;
const MESH = 'networks: [mesh]';

describe('networks of a Compose file', () => {
  test('are those that its host is in', () => {
    expect(said(service('networks: [blue]'))).toEqual(["c.yaml:4:16 MI0450: host1 is not in the network 'blue'"]);
    expect(said(service(MESH, 'networks: { blue: { external: true } }'))).toEqual([
      "c.yaml:5:13 MI0450: host1 is not in the network 'blue'",
    ]);
    expect(said(service('networks: { other: null }'))).toEqual([
      "c.yaml:4:24 MI0450: the file declares no network 'other', and the cluster has none of that name",
    ]);
  });

  test('that are external are the cluster’s, by whichever name and in the old form too', () => {
    expect(said(service('networks: [a]', 'networks: { a: { external: { name: mesh } } }'))).toEqual([]);
    expect(said(service('networks: [a]', 'networks: { a: { external: true, name: mash } }'))).toEqual([
      "c.yaml:5:13 MI0450: host1 has no external network 'mash'; the cluster’s: mesh | Did you mean 'mesh'?",
    ]);
  });

  test('of the cluster are not described in the file', () => {
    expect(said(service(MESH, 'networks: { mesh: { driver: bridge } }'))[0]).toContain(
      "c.yaml:5:13 MI0450: the network 'mesh' is the cluster’s, and the file says what it is to be",
    );
    expect(said(service(MESH, 'networks: { mesh: }'))).toEqual([]);
    expect(said(service(MESH, 'networks: { mine: { driver: bridge } }'))).toEqual([]);
  });

  test('may be those of Docker’s own overlay, where these take containers', () => {
    const rest =
      'overlay: { engine: swarm, managers: [host1], networks: { front: {}, back: { attachable: false } } }\nencryption: wireguard\n';
    const codes = (file: string): string[] => said(file, { rest }).filter((one) => /MI0(450|682)/.test(one));
    expect(codes(service('networks: [front]'))).toEqual([]);
    expect(codes(service('networks: [a]', 'networks: { a: { external: true, name: front } }'))).toEqual([]);
    expect(codes(service('networks: [back]'))[0]).toContain("MI0450: the file declares no network 'back'");
  });

  test('are never Docker’s default network', () => {
    const own = { network: '{}' };
    expect(said(service('networks: [bridge]'), own)).toEqual([
      'c.yaml:4:16 MI0450: Docker’s default network takes no services of Compose | Give the main network a name: network: { docker: mesh }',
    ]);
    expect(said(service('networks: [b]', 'networks: { b: { external: true, name: bridge } }'), own)[0]).toContain(
      'MI0450: Docker’s default network takes no services of Compose',
    );
    expect(said(service('network_mode: bridge'), own)).toEqual([]);
    expect(said(service('restart: always'), own)).toEqual([
      'manifest:4:32 MI0682: no service of host1’s Compose file is in a network of the cluster | Give the main network a name, network: { docker: mesh }, and services networks: [mesh].',
    ]);
  });
});

describe('names in a Compose file', () => {
  const rest = "names: true\ncontainers: { api: { image: 'box:1', hosts: host2 } }\n";

  test('are not those of declared containers and hosts, nor are aliases', () => {
    expect(
      said(service('networks: { mesh: { aliases: [api, host2, fine] } }'), { rest }).map((one) => one.split(' |')[0]),
    ).toEqual([
      "c.yaml:4:35 MI0451: an alias of service 'web' has the name of container 'api'",
      "c.yaml:4:40 MI0451: an alias of service 'web' has the name of host 'host2'",
    ]);
  });

  test('matter on the service’s own host alone where it is in no network of the cluster', () => {
    const off = service('container_name: api', 'x: 1').replace('x: 1', '');
    const all = `${off}  on: { image: 'box:1', networks: [mesh] }\n`;
    expect(said(all, { rest })).toEqual([]);
    expect(said(all, { rest: rest.replace('host2', 'host1') })).toEqual([
      "c.yaml:4:21 MI0451: the container of service 'web' has the name of container 'api' | Rename one of the two.",
    ]);
  });

  test('of a project are ones that Compose takes', () => {
    expect(said(`name: My Shop\n${service(MESH)}`)[0]).toContain("c.yaml:1:7 MI0451: the name 'My Shop' is none");
  });
});

describe('what a Compose file needs on its host', () => {
  test('is an image that the host can get', () => {
    const only = (keys: string): string[] => said(`services:\n  web:\n    ${MESH}\n    ${keys}\n`);
    expect(only('build: ./web')[0]).toContain("c.yaml:4:12 MI0452: build needs './web', which is not on the host");
    expect(only('build: { dockerfile: Dockerfile }')[0]).toContain("MI0452: build needs '.'");
    expect(only('build: https://example.com/repo.git#main')).toEqual([]);
    expect(only('build: git@example.com:repo.git')).toEqual([]);
    expect(only('build: /opt/web')).toEqual([]);
    expect(only('build: { dockerfile_inline: FROM box }')).toEqual([]);
    expect(only('extends: { service: x, file: common.yaml }')[0]).toContain(
      "c.yaml:4:34 MI0452: extends needs 'common.yaml'",
    );
    expect(only('restart: always')).toEqual([
      "c.yaml:2:3 MI0452: service 'web' names no image | Write image: NAME:TAG",
    ]);
    expect(said(`include: [other.yaml]\n${service(MESH)}`)[0]).toContain(
      "c.yaml:1:11 MI0452: include needs 'other.yaml'",
    );
    expect(said('volumes: { a: }\n')[0]).toContain('MI0452: the Compose file has no services');
  });

  test('are files that its cloud_config puts there', () => {
    const keys = `${MESH}\nvolumes: ['./html:/html:ro', '~/data:/data', '/etc/x:/x', './etc/../etc/conf.d:/c']\nenv_file: [.env.web, { path: late.env, required: false }]`;
    expect(said(service(keys)).map((one) => one.split(' |')[0])).toEqual([
      "c.yaml:5:15 MI0681: './html:', a mount".replace("html:'", "html'") +
        ' of service web, is not on host1: the Compose file alone goes there',
      "c.yaml:5:34 MI0681: '~/data', a mount of service web, is not on host1: the Compose file alone goes there",
      "c.yaml:5:63 MI0681: './etc/../etc/conf.d', a mount of service web, is not on host1: the Compose file alone goes there",
      "c.yaml:6:16 MI0681: '.env.web', a file of service web, is not on host1: the Compose file alone goes there",
    ]);
    const paths = ['/srv/compose/html/index.html', '/root/data', '/srv/compose/etc/conf.d/a', '/srv/compose/.env.web'];
    const files = paths.map((path) => `{ path: ${path}, content: x }`).join(', ');
    expect(said(service(keys), { host: `, cloud_config: { write_files: [${files}] }` })).toEqual([]);
  });

  test('are variables with a value', () => {
    const keys = `${MESH}\nenvironment:\n  A: \${A}\n  B: $B\n  C: \${C:-c}\n  D: $$D\n  E: \${E-}\n  F: \${F:+f}\n  G: \${G:?no}\n  H: "a$"`;
    const found = said(service(keys));
    expect(found.map((one) => /variable (\w+)/.exec(one)?.[1])).toEqual(['A', 'B', 'G']);
    expect(found[0]).toContain('c.yaml:6:10 MI0680: the variable A is not set on host1');
    const host = ', cloud_config: { write_files: [{ path: /srv/compose/.env, content: "A=1" }] }';
    expect(said(service(keys), { host })).toEqual([]);
  });

  test('is a Compose that can read it', () => {
    expect(said(service(MESH), { os: 'debian-11' })[0]).toContain(
      'c.yaml:1:1 MI0645: Compose 1.25 takes a file without a version for one of 2014',
    );
    expect(said(`version: '2.4'\n${service(MESH)}`, { os: 'debian-11' })).toEqual([]);
    expect(said(service(`${MESH}\npost_start: [{ command: x }]`), { os: 'debian-12' })[0]).toContain(
      "c.yaml:5:5 MI0645: Compose 1.29 does not know 'post_start'",
    );
    expect(said(service(`${MESH}\nenv_file: [{ path: /a }]`), { os: 'debian-12' })[0]).toContain('c.yaml:5:16 MI0645');
    const bare = { network: '{ docker: mesh }' };
    for (const os of ['amazon-linux-2023', 'flatcar', 'ubuntu-16.04']) {
      const networks = os === 'ubuntu-16.04' ? bare : { network: '{ docker: mesh, dataplane: linux }' };
      expect(said(service(MESH), { os, ...networks }).join()).toContain(`manifest:4:32 MI0645: ${os} has no Compose`);
    }
    expect(said(service(MESH), { os: 'rocky-9', rest: 'docker: { from: none }\n' })).toEqual([]);
  });
});

describe('what services refer to', () => {
  test('stands in the file', () => {
    const keys = `${MESH}\nvolumes: [data:/data, { type: volume, source: date, target: /d }, /anonymous]\nconfigs: [conf]\nsecrets: [{ source: key }]\ndepends_on: { db: { condition: service_started }, gone: { condition: service_started, required: false } }`;
    expect(said(service(keys, 'volumes: { data: }')).map((one) => one.split(' |')[0])).toEqual([
      "c.yaml:5:27 MI0453: the file has no volume 'date'",
      "c.yaml:6:15 MI0453: the file has no config 'conf'",
      "c.yaml:7:15 MI0453: the file has no secret 'key'",
      "c.yaml:8:23 MI0453: the file has no service 'db'",
    ]);
  });
});

describe('ports and images', () => {
  test('of Compose and declared containers are one host’s', () => {
    const rest =
      "names: false\ncontainers: { api: { image: 'box:1', hosts: [host1, host2], ports: ['127.0.0.1:80:80', '53:53/udp'] } }\n";
    const ports =
      "ports: ['80:8080', '127.0.0.2:80:80', '53:53', { target: 53, published: '53', protocol: udp }, 8080]";
    expect(said(service(`${MESH}\n${ports}`), { rest }).map((one) => one.split(' |')[0])).toEqual([
      'c.yaml:5:13 MI0433: service web publishes port 80/tcp of host1, which api publishes already',
      'c.yaml:5:24 MI0433: service web publishes port 80/tcp of host1, which service web publishes already',
      'c.yaml:5:52 MI0433: service web publishes port 53/udp of host1, which api publishes already',
    ]);
    expect(said(service(`${MESH}\nprofiles: [later]\n${ports}`), { rest })).toEqual([]);
  });

  test('have a tag, unless the host makes them or Compose fills it in', () => {
    const file = (image: string): string => service(MESH).replace('box:1', image);
    expect(said(file('box'))[0]).toContain('c.yaml:3:12 MI0664: service web runs box, which is another image');
    expect(said(file(`box:$\{TAG:-1}`))).toEqual([]);
    expect(said(service(`${MESH}\nbuild: /opt/box`).replace('box:1', 'box'))).toEqual([]);
  });
});
