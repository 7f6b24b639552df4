import { describe, expect, test } from 'vitest';
import { codesOf, said } from '../diagnose.ts';

const manifest = (containers: string): string => `meshinit: 1
defaults: { os: debian-12 }
hosts:
  host1: { address: 10.0.0.11 }
  host2: { address: 10.0.0.12 }
network: { docker: mesh }
networks:
  blue: { subnet: 10.78.0.0/16, hosts: [host1] }
containers:
${containers}`;

const web = (rest: string): string => manifest(`  web: { image: 'box:1', hosts: host1, ${rest} }\n`);

describe('what a container says in the short and long forms of Compose', () => {
  test.each([
    "command: nginx -g 'daemon off;', entrypoint: [/bin/sh, -c]",
    'environment: [A=1, "B=it\'s=2"], labels: { a.b/c: 1, d: true }',
    'environment: { A: 1, B: true, C: "", D: 1.5 }, labels: ["traefik.http.routers.a.rule=Host(`a`)"]',
    "ports: [80, '8080:80', '127.0.0.1:53:53/udp', { target: 90, published: '90', host_ip: '::1', protocol: tcp, mode: host }]",
    "volumes: [/data, 'data:/data:ro', '/etc:/etc:ro,z', { type: volume, source: data, target: /x }, { type: tmpfs, target: /y }]",
    'restart: on-failure:3, user: 1000, working_dir: /app, init: true, privileged: true, read_only: true',
    'cap_add: [NET_ADMIN], cap_drop: [ALL], devices: [/dev/fuse, "/dev/a:/dev/b:rw"], tmpfs: [/run, "/tmp:size=1m"]',
    'sysctls: { net.core.somaxconn: 1024 }, ulimits: { nproc: 10, nofile: { soft: 1, hard: 2 } }, stop_grace_period: 1m30s',
    'healthcheck: { test: curl localhost, interval: 1m30s, retries: 3, start_period: 500ms }',
    'networks: [mesh, blue], address: 172.17.1.200',
    'networks: { network: { aliases: [www] }, blue: }',
  ])('%s is right', (rest) => {
    expect(said(web(rest))).toBe('');
  });

  test.each([
    [
      'ports: ["80:80:80:80"]',
      "10:48 error MI0206: containers.web.ports[0] is '80:80:80:80'; expected [IP:][PUBLISHED:]TARGET[/PROTOCOL], such as 8080:80 or 127.0.0.1:5353:53/udp",
    ],
    ['ports: [0]', '10:48 error MI0205: containers.web.ports[0] is 0; the minimum is 1'],
    [
      'volumes: ["./data:/data"]',
      "10:50 error MI0206: containers.web.volumes[0] is './data:/data'; expected [SOURCE:]TARGET[:ro], SOURCE a volume's name or an absolute path of the host",
    ],
    [
      'environment: { "A B": 1 }',
      "10:55 error MI0206: the name 'A B' in containers.web.environment does not have the required form: a name of letters, digits and _",
    ],
    [
      'environment: { A: }',
      '10:55 error MI0203: containers.web.environment.A is empty; expected a text, a number or true or false',
    ],
    [
      'environment: { A: [1] }',
      '10:58 error MI0203: containers.web.environment.A is a list; expected a text, a number or true or false',
    ],
    ['environment: [A]', "10:54 error MI0206: containers.web.environment[0] is 'A'; expected NAME=VALUE"],
    ['command: 5', '10:49 error MI0203: containers.web.command is the number 5; expected a text or a list'],
    [
      'restart: sometimes',
      "10:49 error MI0206: containers.web.restart is 'sometimes'; expected no, always, on-failure, on-failure:TIMES or unless-stopped",
    ],
    [
      'healthcheck: { test: [curl] }',
      '10:61 error MI0206: containers.web.healthcheck.test is a list; expected a list that begins with CMD, CMD-SHELL or NONE',
    ],
    ['stop_grace_period: 10', '10:59 error MI0203: containers.web.stop_grace_period is the number 10; expected a text'],
    ['ulimits: { nofile: { soft: 1 } }', "10:51 error MI0202: containers.web.ulimits.nofile has no 'hard'"],
    [
      'labels: { io.meshinit.x: 1 }',
      "10:65 error MI0317: web has a label that begins with io.meshinit., as meshinit's own do",
    ],
    ['command: "it\'s"', '10:49 error MI0317: web has a command with a quote that does not end'],
    ['command: []', "10:49 error MI0317: web has an empty command; leave it out for the image's own"],
    [
      'volumes: [{ type: bind, target: /x }]',
      '10:50 error MI0317: web has a bind mount without an absolute path of the host',
    ],
  ])('%s is wrong', (rest, message) => {
    expect(
      said(web(rest))
        .split('\n')
        .filter((line) => !line.startsWith(' ')),
    ).toEqual([message]);
  });

  test('a key of Compose that declared containers do not have is named as one', () => {
    expect(said(web('depends_on: [db]'))).toContain("hint: Compose has 'depends_on', but declared containers do not.");
  });
});

test('what is missing or empty is told with what to write', () => {
  expect(said(manifest("  web: { image: 'box:1' }\n"))).toContain(
    "containers.web has no 'hosts'\n  hint: For example: hosts: host1, or for one on each: hosts: [host1, host2]",
  );
  expect(said(web('environment: { A: }'))).toContain(
    "hint: Compose would take it from the environment that it runs in; hosts have none: write '', a value, or { $env: NAME }.",
  );
});

describe('where containers run', () => {
  test('a host that is none, or named twice, is told at its place', () => {
    expect(said(manifest("  web: { image: 'box:1', hosts: [host1, hots2, host1] }\n"))).toBe(
      `10:41 error MI0429: containers.web.hosts names 'hots2', but no host has that name; hosts: host1, host2
  hint: Did you mean 'host2'?
10:48 error MI0429: containers.web.hosts names 'host1' twice
  hint: Remove one of the two.
  10:34: named first here`,
    );
  });

  test('a network that is none, or that a host is not in, is told at its place', () => {
    expect(said(web('networks: [bleu]'))).toContain(
      "10:51 error MI0430: web is to be in 'bleu', but no network has that name; networks: mesh, blue",
    );
    expect(said(manifest("  web: { image: 'box:1', hosts: [host1, host2], networks: [blue] }\n"))).toContain(
      '10:60 error MI0430: web is to be in networks.blue, but its host host2 is not; members: host1',
    );
    expect(codesOf(web('networks: [mesh, network]'))).toEqual(['MI0430']);
  });

  test('an address is one, of its network, for one host', () => {
    expect(said(web('address: 172.17.1'))).toContain(
      "error MI0431: the address '172.17.1' of web is not an IPv4 address",
    );
    expect(said(web('address: fd00::1'))).toContain('is IPv6; the network is IPv4');
    expect(said(web('address: { host2: 172.17.2.200 }'))).toContain("web has an address on 'host2', but runs on host1");
    expect(said(web('networks: [blue], address: 172.17.1.200'))).toContain('but is not in it; its networks: blue');
    expect(said(web('networks: { mesh: { address: 172.17.1.200 } }, address: 172.17.1.201'))).toContain(
      'two addresses in mesh',
    );
  });
});

describe('links', () => {
  const linked = (...links: readonly (readonly [string, string])[]): string =>
    manifest(links.map(([name, to]) => `  ${name}: { image: 'box:1', hosts: host1, links: [${to}] }\n`).join(''));

  test('lead to containers that are declared', () => {
    expect(said(linked(['web', 'bd'], ['db', '']))).toBe(
      `10:48 error MI0432: web has a link to 'bd', but no container has that name; containers: web, db`,
    );
  });

  test('lead in no circle, and each circle is told once, where it closes', () => {
    expect(said(linked(['aa', 'bb'], ['bb', 'cc'], ['cc', 'aa']))).toBe(
      '12:47 error MI0432: links form a circle: aa → bb → cc → aa',
    );
    expect(said(linked(['aa', 'aa']))).toContain('aa has a link to itself');
    expect(said(linked(['aa', 'bb, cc'], ['bb', 'dd'], ['cc', 'dd'], ['dd', '']))).toBe('');
  });

  test('of two thousand containers in a chain are looked at without a stack of calls', () => {
    const chain = Array.from(
      { length: 2_000 },
      (_, index) => [`c${index}`, index < 1_999 ? `c${index + 1}` : ''] as const,
    );
    expect(codesOf(linked(...chain))).toEqual([]);
  });

  test('give one name to one container', () => {
    expect(codesOf(linked(['web', "'aa:db', 'bb:db'"], ['aa', ''], ['bb', '']))).toEqual(['MI0432']);
  });
});

describe('a port of a host', () => {
  const both = (first: string, second: string): string[] =>
    codesOf(
      manifest(
        `  web: { image: 'box:1', hosts: [host1, host2], ports: ['${first}'] }\n  api: { image: 'box:1', hosts: host2, ports: ['${second}'] }\n`,
      ),
    );

  test.each([
    ['80:80', '80:90'],
    ['127.0.0.1:80:80', '80:80'],
    ['8000-8010:8000-8010', '8005:80'],
  ])('%s and %s are one', (first, second) => {
    expect(both(first, second)).toEqual(['MI0433']);
  });

  test.each([
    ['80:80', '81:80'],
    ['80:80', '80:80/udp'],
    ['127.0.0.1:80:80', '10.0.0.11:80:80'],
    ['80', '80'],
  ])('%s and %s are two', (first, second) => {
    expect(both(first, second)).toEqual([]);
  });
});

test('systems that cannot run containers are told at their lines', () => {
  const old = manifest("  web: { image: 'box:1', hosts: host1 }\n").replace(
    '10.0.0.11 }',
    '10.0.0.11, os: ubuntu-14.04 }',
  );
  expect(said(old)).toContain('4:36 error MI0624: ubuntu-14.04, the system of hosts.host1,');
});

test.each(['box', 'box:latest', 'registry:5000/box', 'ghcr.io/a/b'])('the image %s is warned about', (image) => {
  expect(codesOf(manifest(`  web: { image: '${image}', hosts: host1 }\n`))).toEqual(['MI0664']);
});

test.each(['box:1', 'registry:5000/box:1', 'box@sha256:0123'])('the image %s is not', (image) => {
  expect(codesOf(manifest(`  web: { image: '${image}', hosts: host1 }\n`))).toEqual([]);
});
