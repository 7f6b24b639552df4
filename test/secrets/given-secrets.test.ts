import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { inProcess } from '../cli/runners.ts';
import { temporaryDirectory, writeTree } from '../support/temporary.ts';
import { someOf, thoroughOr } from '../support/thorough.ts';

/** Where a manifest takes a secret, as YAML in one line. */
const places: readonly ((reference: string) => { defaults?: string; host?: string; rest?: string })[] = [
  (value) => ({ defaults: `cloud_config: { password: ${value} }` }),
  (value) => ({ defaults: `cloud_config: { ssh_authorized_keys: [${value}] }` }),
  (value) => ({ defaults: `cloud_config: { write_files: [{ path: /etc/motd, content: ${value} }] }` }),
  (value) => ({ defaults: `cloud_config: { runcmd: [[echo, ${value}], ${value}] }` }),
  (value) => ({ defaults: `cloud_config: { runcmd: ${value} }` }),
  (value) => ({ defaults: `cloud_config: { timezone: ${value}, locale: ${value}, hostname: ${value} }` }),
  (value) => ({ host: `cloud_config: { users: [{ name: ${value}, groups: ${value} }], packages: [${value}] }` }),
  (value) => ({ host: `cloud_config: { users: ${value}, ntp: { servers: [${value}] }, mounts: [[${value}]] }` }),
  (value) => ({ rest: `docker: { daemon: { labels: [${value}], dns: [${value}] } }` }),
  (value) => ({
    rest: `docker: { daemon: { log-driver: ${value}, log-opts: { tag: ${value} }, registry-mirrors: [${value}] } }`,
  }),
  (value) => ({ rest: `docker: { daemon: { bip: ${value}, hosts: [${value}], mtu: ${value}, unknown: ${value} } }` }),
  (value) => ({ rest: `docker: { listen: mesh, tls: { ca: ${value}, cert: ${value}, key: ${value} } }` }),
  (value) => ({ host: `addresses: { private: ${value} }, site: a` }),
  (value) => ({ host: `addresses: { private: ${value}, public: ${value} }` }),
  (value) => ({ rest: `ovs: { from: { debs: [{ url: ${value}, sha256: ${'0'.repeat(64)} }] } }` }),
  (value) => ({ host: `ssh: { user: ${value}, host: ${value}, port: ${value}, jump: ${value} }` }),
  // Where none may be.
  (value) => ({ rest: `network: { subnet: ${value} }` }),
  (value) => ({ host: `os: ${value}, slice: ${value}, bridge: ${value}, mtu: ${value}, was: ${value}` }),
  (value) => ({ rest: `name: ${value}, firewall: ${value}`.replace(', ', '\n') }),
];

const word = fc.stringMatching(/^[A-Za-z][A-Za-z0-9]{9}[0-9A-Z]$/);
const octets = fc.tuple(
  fc.integer({ min: 11, max: 99 }),
  fc.integer({ min: 100, max: 250 }),
  fc.integer({ min: 100, max: 250 }),
);
/** Words, what messages like to quote, and addresses in another spelling than the usual. */
const secrets = fc.oneof(
  word,
  word.map((text) => `https://user:${text}@mirror.example.com/${text}.deb`),
  word.map((text) => `echo "${text}" && systemctl disable docker # ${text}`),
  word.map((text) => `ssh-ed25519 ${text.repeat(6)} me@${text}`),
  word.map((text) => `${text}\n  ${text}: "quoted ${text}"\n`),
  word.map((text) => `-----BEGIN PRIVATE KEY-----\n${text.repeat(5)}\n-----END PRIVATE KEY-----\n`),
  word.map((text) => `${text.toLowerCase()}.Example.COM.`),
  octets.map(([a, b, c]) => `10.${a}.${b}.${c}`),
  octets.map(([a, b, c]) => `FD00:0:0::${a}:${b}:${c}`),
  octets.map(([a, b, c]) => Number(`${a}${b}${c}77`)),
);

/** What shows a secret, whatever spells it. */
function traces(secret: string | number): string[] {
  const words = [...new Set(String(secret).match(/[A-Za-z][A-Za-z0-9]{9}[0-9A-Z]/g) ?? [])];
  const known = words.length > 0 ? words : [String(secret)];
  return known.flatMap((text) => [text, text.toLowerCase(), btoa(text).slice(0, 12)]);
}

type Place = ReturnType<(typeof places)[number]>;

interface Case {
  readonly place: (typeof places)[number];
  readonly isAddress: boolean;
  readonly secret: string | number;
}

const manifest = (address: string, place: Place, further = ''): string => `meshinit: 1
include: [base.yaml]
hosts:
  host1: { address: ${address}${place.host === undefined ? '' : `, ${place.host}`} }
  host2: { address: 10.0.0.2 }
${place.rest ?? ''}
${further}`;

const base = (place: Place): string =>
  `defaults: { os: debian-12, provider: nocloud${place.defaults === undefined ? '' : `, ${place.defaults}`} }\n`;

const CALLS: readonly (readonly string[])[] = [
  ...['pretty', 'json', 'github', 'sarif'].map((format) => ['check', 'm.yaml', '--diagnostics', format]),
  ['plan', 'm.yaml'],
  ['plan', 'm.yaml', '--json'],
  ...['svg', 'mermaid', 'dot'].map((format) => ['graph', 'm.yaml', '--format', format]),
  ['explain', 'host1', '--manifest', 'm.yaml'],
  ['explain', 'host2', '/etc/meshinit/peers', '--manifest', 'm.yaml'],
  ...[1, 2, 3].map((line) => ['explain', 'host2', `/etc/meshinit/peers:${line}`, '--manifest', 'm.yaml']),
  ...[2, 4, 6].map((line) => ['explain', 'host1', `/etc/docker/daemon.json:${line}`, '--manifest', 'm.yaml']),
  ['explain', 'host1', 'host1.yaml:12', '--manifest', 'm.yaml'],
  ['diff', 'old.yaml', 'm.yaml'],
  ['diff', 'old.yaml', 'm.yaml', '--json'],
  ['diff', 'old.yaml', 'm.yaml', '--text'],
  ['diff', 'm.yaml', 'old.yaml', '--text'],
  ['patch', '--all', '--manifest', 'm.yaml', '--from', 'old.yaml'],
  ['patch', '--all', '--json', '--manifest', 'm.yaml', '--from', 'old.yaml'],
  ['pki', 'm.yaml', '-o', 'pki'],
  ['compile', 'm.yaml', '-o', 'out'],
];

/** A secret for every place, beside an address that is secret too and one that is not; in a plain run some, beside one of them. */
const drawn = fc.tuple(
  ...someOf(places, 7).flatMap((place, index) =>
    thoroughOr([true, false], [index % 3 === 0]).map((isAddress) =>
      secrets.map((secret) => ({ place, isAddress, secret })),
    ),
  ),
);

/** @returns whether the manifest was right, so that documents hold the secret */
async function keepsToItself({ place, isAddress, secret }: Case): Promise<boolean> {
  const directory = temporaryDirectory();
  const reference = '{ $secret: team.token }';
  const own = place(reference);
  writeTree(directory, [
    { path: 'm.yaml', content: manifest(isAddress ? reference : '10.0.0.1', own) },
    { path: 'base.yaml', content: base(own) },
    { path: 'old.yaml', content: manifest('10.0.0.1', {}).replace('base.yaml', 'old-base.yaml') },
    { path: 'old-base.yaml', content: 'defaults: { os: debian-12, provider: nocloud }\n' },
    { path: 'v.yaml', content: stringify({ team: { token: secret }, unused: [secret] }) },
  ]);
  for (const call of CALLS) {
    const { stdout, stderr, status } = await inProcess.run([...call, '--values', 'v.yaml'], { cwd: directory });
    expect(status, stderr).not.toBe(70);
    for (const trace of traces(secret)) expect(`${call.join(' ')}\n${stdout}${stderr}`).not.toContain(trace);
  }
  for (const file of readdirSync(directory)) {
    if (!file.endsWith('.lock')) continue;
    for (const trace of traces(secret)) expect(readFileSync(join(directory, file), 'utf8')).not.toContain(trace);
  }
  const out = join(directory, 'out');
  const documents = existsSync(out) ? readdirSync(out) : [];
  for (const file of documents) {
    const text = readFileSync(join(out, file), 'latin1');
    if (traces(secret).some((trace) => text.includes(trace)))
      expect(statSync(join(out, file)).mode & 0o777).toBe(0o600);
    if (file === 'SHA256SUMS') for (const trace of traces(secret)) expect(text).not.toContain(trace);
  }
  return documents.length > 0;
}

test('what came by $secret is in documents, which are their owner’s, and in no other byte of any command', async () => {
  let compiled = 0;
  await fc.assert(
    fc.asyncProperty(drawn, async (cases) => {
      for (const one of cases) compiled += Number(await keepsToItself(one));
    }),
    { numRuns: thoroughOr(2, 1) },
  );
  expect(compiled).toBeGreaterThan(thoroughOr(2, 1));
}, 300_000);
