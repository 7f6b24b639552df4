import { expect, test } from 'vitest';
import { check, compile } from '../../src/compile.ts';
import type { ProjectInputs } from '../../src/project/project-inputs.ts';
import { filesNeeded, readProject } from '../../src/project/read-project.ts';

const host = 'hosts:\n  host1: { address: 10.0.0.11 }\n';
const readValue = (text: string, inputs: ProjectInputs = {}): unknown => {
  const { value, faults } = readProject(text, inputs);
  expect(faults).toEqual([]);
  return value;
};
const codes = (text: string, inputs: ProjectInputs = {}): string[] =>
  compile(text, inputs).diagnostics.map(({ code }) => code);

test('maps of several files are merged at every level, those of included ones first', () => {
  const text = `meshinit: 1\ninclude: [a.yaml]\n${host}defaults: { cloud_config: { timezone: UTC } }\n`;
  const files = {
    'a.yaml': 'include: [b.yaml]\ndefaults: { os: debian-12, cloud_config: { packages: [htop] } }\n',
    'b.yaml': 'meshinit: 1\nhosts: { 10: { address: 10.0.0.10 }, 9: { address: 10.0.0.9 } }\n',
  };
  expect(readValue(text, { files })).toEqual({
    meshinit: 1,
    defaults: { os: 'debian-12', cloud_config: { packages: ['htop'], timezone: 'UTC' } },
    hosts: { 9: { address: '10.0.0.9' }, 10: { address: '10.0.0.10' }, host1: { address: '10.0.0.11' } },
  });
  expect(compile(text, { files }).documents.map((document) => document.host)).toEqual(['10', '9', 'host1']);
});

test('a file that two others include is read once', () => {
  const files = { 'a.yaml': 'include: [c.yaml]', 'b.yaml': 'include: [./c.yaml]', 'c.yaml': 'name: c\n' };
  expect(readValue('include: [a.yaml, b.yaml, a.yaml]\n', { files })).toEqual({ name: 'c' });
});

test('a manifest tells which files it needs, and with these which more', () => {
  const text = 'include: [hosts/web.yaml]\ndocker: { tls: { key: { $file: pki/key.pem } } }\n';
  expect(filesNeeded(text)).toEqual(['hosts/web.yaml', 'pki/key.pem']);
  const files = { 'hosts/web.yaml': 'include: [../base.yaml]\nname: { $file: motd }\n', 'pki/key.pem': '' };
  expect(filesNeeded(text, { files })).toEqual(['base.yaml', 'hosts/motd']);
});

test('the same files, values and settings give the same documents as one manifest of all', () => {
  const one = `meshinit: 1\ndefaults: { os: debian-12 }\nnetwork: { mtu: 1300 }\n${host}`;
  const text = `meshinit: 1\ninclude: [base.yaml]\nnetwork: { mtu: { $env: MTU } }\n${host}`;
  const files = { 'base.yaml': 'defaults: { os: centos-7 }\n' };
  const many = compile(text, { files, env: { MTU: '1300' }, set: { 'defaults.os': 'debian-12' } });
  expect(many.documents).toEqual(compile(one).documents);
  expect(many.lock).toBe(compile(one).lock);
});

test('a variable becomes what its key takes; elsewhere its default tells', () => {
  const env = { N: '4789', T: 'true', OS: '12', EMPTY: '' };
  const text = `meshinit: 1
name: { $env: OS }
network:
  tunnel: { kind: vxlan, port: { $env: N } }
  masquerade: { $env: T }
  mtu: { $env: EMPTY, default: 1400 }
monitor: { $env: T }
docker: { daemon: { a: { $env: N }, b: { $env: N, default: 5 }, c: { $env: T, default: false }, d: { $env: NO, default: [1] } } }
`;
  expect(readValue(text, { env })).toEqual({
    meshinit: 1,
    name: '12',
    network: { tunnel: { kind: 'vxlan', port: 4789 }, masquerade: true, mtu: 1400 },
    monitor: true,
    docker: { daemon: { a: '4789', b: 4789, c: true, d: [1] } },
  });
});

test('a file’s text keeps its last line end only where other programs read it', () => {
  const files = {
    'parts/a.yaml': 'name: { $file: text }\ndefaults: { cloud_config: { x: { $file: text } } }\n',
    'parts/text': 'a\n',
  };
  expect(readValue('include: [parts/a.yaml]', { files })).toEqual({
    name: 'a',
    defaults: { cloud_config: { x: 'a\n' } },
  });
});

test('nothing is replaced inside a text, in a key, or in what a value brings', () => {
  const text =
    'defaults: { cloud_config: { runcmd: ["echo $HOME $X {{ y }}", { $env: A }], $env2: { $secret: s } } }\n';
  expect(readValue(text, { env: { A: '{ $secret: s }' }, values: { s: '{ $env: A }' } })).toEqual({
    defaults: { cloud_config: { runcmd: ['echo $HOME $X {{ y }}', '{ $secret: s }'], $env2: '{ $env: A }' } },
  });
});

test('values are a map or its YAML, and a name with dots leads into it', () => {
  const text = 'docker: { daemon: { a: { $secret: x.y }, b: { $secret: x.z } } }\n';
  const daemon = { docker: { daemon: { a: 'dotted', b: 'deep' } } };
  expect(readValue(text, { values: { 'x.y': 'dotted', x: { y: 'hidden', z: 'deep' } } })).toEqual(daemon);
  expect(readValue(text, { values: 'x.y: dotted\nx: { z: deep }\n' })).toEqual(daemon);
});

test('settings replace values, make maps on their way, and give secrets', () => {
  const text = `meshinit: 1\nnetwork: { topology: ring }\n${host}docker: { daemon: { dns: [a, { $secret: s }] } }\n`;
  const set = {
    'network.mtu': '1400',
    'network.topology': '{ star: [host1] }',
    'docker.daemon.dns.0': '10.0.0.53',
    'docker.daemon.a\\.b': '5',
    'hosts.host1.address': '10.0.0.12',
    s: 'secret',
  };
  expect(readValue(text, { set })).toEqual({
    meshinit: 1,
    network: { topology: { star: ['host1'] }, mtu: 1400 },
    hosts: { host1: { address: '10.0.0.12' } },
    docker: { daemon: { dns: ['10.0.0.53', 'secret'], 'a.b': 5 } },
  });
});

test.each([
  'network.',
  '.network',
  'network..mtu',
  '',
  '__proto__.x',
  'constructor',
  'network.topology.0',
  'hosts.host1.address.x',
  'network\\',
])('the setting %j is an error', (name) => {
  const text = `meshinit: 1\ndefaults: { os: debian-12 }\nnetwork: { topology: full }\n${host}`;
  expect(codes(text, { set: { [name]: 'x' } })).not.toEqual([]);
  expect(({} as Record<string, unknown>)['x']).toBeUndefined();
});

test.each(['__proto__', 'constructor', 'toString', 'a.__proto__', 'a.constructor'])(
  'the name %s is no value',
  (name) => {
    const text = `meshinit: 1\ndefaults: { os: debian-12 }\n${host}docker: { daemon: { labels: [{ $secret: ${name} }] } }\n`;
    expect(codes(text, { values: { a: { b: 'c' } } })).toContain('MI0906');
  },
);

test('sixteen levels of includes are enough, and 256 files', () => {
  const chain = (levels: number): Record<string, string> =>
    Object.fromEntries(
      Array.from({ length: levels }, (_, level) => [
        `${level}.yaml`,
        level + 1 < levels ? `include: [${level + 1}.yaml]` : '{}',
      ]),
    );
  const text = `meshinit: 1\ninclude: [0.yaml]\ndefaults: { os: debian-12 }\n${host}`;
  expect(codes(text, { files: chain(16) })).toEqual([]);
  expect(codes(text, { files: chain(17) })).toEqual(['MI0902']);
  const many = Array.from({ length: 257 }, (_, index) => `${index}.yaml`);
  const files = Object.fromEntries(many.map((name) => [name, '{}']));
  expect(codes(text.replace('0.yaml', many.slice(1).join(', ')), { files })).toEqual([]);
  expect(codes(text.replace('0.yaml', many.join(', ')), { files })).toEqual(['MI0902']);
});

test('included files have four MiB together', () => {
  const half = `# ${'x'.repeat(2 ** 21)}\n`;
  const text = `meshinit: 1\ninclude: [a, b]\ndefaults: { os: debian-12 }\n${host}`;
  expect(codes(text, { files: { a: half, b: '' } })).toEqual([]);
  expect(codes(text, { files: { a: half, b: half } })).toEqual(['MI0901']);
});

test('a way to a host that is a secret makes no document one: none holds it', () => {
  const text = `meshinit: 1\ndefaults: { os: debian-12, ssh: { jump: { $secret: jump } } }\nhosts:\n  host1: { address: 10.0.0.11, ssh: { port: { $secret: port } } }\n`;
  const { documents, diagnostics, lock } = compile(text, { values: { jump: 'ops@bastion.example.com', port: 2222 } });
  expect(diagnostics).toEqual([]);
  expect(documents.map(({ secret }) => secret)).toEqual([false]);
  const texts = documents.map(({ content }) => new TextDecoder().decode(content));
  expect(`${texts.join('')}${lock}`.match(/bastion|2222/)).toBeNull();
});

test('a wrong name is told those that the values have, but no key that a forgotten colon makes', () => {
  const text = `meshinit: 1\ndefaults: { os: debian-12 }\n${host}docker: { daemon: { labels: [{ $secret: xyz }] } }\n`;
  const hint = (values: string) => check(text, { values }).map((found) => found.hint);
  expect(hint('db: { user: a, password hunter2: }\n"pass phrase": 1\n')).toEqual(["The values have 'db', 'db.user'."]);
  expect(hint(Array.from({ length: 9 }, (_, index) => `k${index}: 1\n`).join(''))).toEqual([
    "The values have 'k0', 'k1', 'k2', 'k3', 'k4', 'k5', 'k6', 'k7' and others.",
  ]);
  const unused = `meshinit: 1\ndefaults: { os: debian-12 }\n${host}`;
  expect(check(unused, { values: '{ password hunter2 }' }).map(({ message }) => message)).toEqual([
    "the value '•••' is not used",
  ]);
});
