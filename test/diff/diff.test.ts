import { describe, expect, test } from 'vitest';
import { compile } from '../../src/compile.ts';
import { diff } from '../../src/diff/diff.ts';

const TEXT = `meshinit: 1
defaults: { os: debian-12, provider: nocloud }
hosts:
  host1: { address: 10.0.0.11 }
  host2: { address: 10.0.0.12 }
  host3: { address: 10.0.0.13 }
`;
const LOCK = compile(TEXT).lock;

/** What becomes of each host when the text changes. */
function verdicts(change: (text: string) => string): Record<string, string> {
  const { hosts } = diff({ text: TEXT, lock: LOCK }, { text: change(TEXT), lock: LOCK });
  return Object.fromEntries(hosts.map(({ host, verdict, why }) => [host, [verdict, ...why].join('; ')]));
}

const all = (verdict: string): Record<string, string> => ({ host1: verdict, host2: verdict, host3: verdict });

test('what is the same needs nothing, also with comments and in another order', () => {
  expect(verdicts((text) => `# a comment\n${text}`)).toEqual(all('unchanged'));
  const [, , , one, two] = TEXT.split('\n');
  expect(verdicts((text) => text.replace(`${one}\n${two}`, `${two}\n${one}`))).toEqual(all('unchanged'));
});

test('a new host is a link more for the others, one that left a link fewer', () => {
  expect(verdicts((text) => `${text}  host4: { address: 10.0.0.14 }\n`)).toEqual({
    host1: 'patch; link vxlan3 to host4 added',
    host2: 'patch; link vxlan2 to host4 added',
    host3: 'patch; link vxlan1 to host4 added',
    host4: 'new; boot it with its document',
  });
  expect(verdicts((text) => text.replace(/ {2}host3.*\n/, ''))).toEqual({
    host1: 'patch; link vxlan2 to host3 removed',
    host2: 'patch; link vxlan3 to host3 removed',
    host3: 'gone; remove its links from its peers, then delete it',
  });
});

test('a changed address leads its peers’ links elsewhere', () => {
  expect(verdicts((text) => text.replace('10.0.0.13', '10.0.0.99'))).toEqual({
    host1: 'patch; link vxlan2 to host3 leads elsewhere',
    host2: 'patch; link vxlan3 to host3 leads elsewhere',
    host3: 'patch; no traffic is interrupted',
  });
});

test('Docker’s options and the MTU say what they interrupt', () => {
  const { host1 } = verdicts((text) => text.replace('10.0.0.12', '10.0.0.12, mtu: 1400'));
  expect(host1).toMatch(/^patch; Docker restarts .*; the MTU changes from 1450 to 1350: /);
  expect(verdicts((text) => `${text}docker: { daemon: { dns: [10.0.0.53] } }\n`).host2).toMatch(
    /^patch; Docker restarts/,
  );
});

test('another tunnel is a patch of all tunnels', () => {
  expect(verdicts((text) => `${text}network: { tunnel: geneve }\n`).host1).toMatch(
    /^patch; every tunnel is recreated: .*; link geneve1 to host2 renamed, link geneve2 to host3 renamed$/,
  );
});

describe('no running host is brought to', () => {
  test.each([
    [
      'another system',
      (text: string) => text.replace('debian-12', 'debian-13'),
      'operating system changes from debian-12 to debian-13',
    ],
    ['another provider', (text: string) => text.replace('nocloud', 'aws'), 'provider changes from nocloud to aws'],
    [
      'another firewall',
      (text: string) => `${text}firewall: firewalld\n`,
      'firewall changes from nftables to firewalld',
    ],
    [
      'another stack',
      (text: string) => `${text}network: { stack: ifupdown }\n`,
      'network stack changes from systemd to ifupdown',
    ],
    [
      'another Docker',
      (text: string) => `${text}docker: { from: docker-ce }\n`,
      'Docker source changes from distro to docker-ce',
    ],
    [
      'another cloud_config',
      (text: string) => text.replace('nocloud', 'nocloud, cloud_config: { timezone: UTC }'),
      'cloud_config, which only the first boot reads, differs',
    ],
  ])('%s', (_, change, why) => {
    expect(verdicts(change).host1).toContain(`rebuild; ${why}`);
  });
});

test('another layout, which a lock holds fast, is a rebuild too', () => {
  const { hosts } = diff(
    { text: TEXT, lock: undefined },
    { text: `${TEXT}network: { layout: per-host }\n`, lock: undefined },
  );
  expect(hosts[0]).toMatchObject({ verdict: 'rebuild', why: ['layout changes from shared to per-host'] });
});

test('a way to the metadata service opens at once where the firewall forgets its rules, else with a rebuild', () => {
  for (const [os, why] of [
    ['debian-12', 'no traffic is interrupted'],
    ['rocky-9', 'containers stay kept from the metadata service: rebuild the host to lift that'],
    ['ubuntu-18.04', 'containers stay kept from the metadata service: rebuild the host to lift that'],
  ]) {
    const text = (metadata: string): string =>
      `meshinit: 1\ndefaults: { os: ${os}, provider: hetzner }\nhosts: { host1: { address: 10.0.0.11 } }\nmetadata: ${metadata}\n`;
    const { lock } = compile(text('block'));
    const between = (before: string, after: string) =>
      diff({ text: text(before), lock }, { text: text(after), lock }).hosts.map((host) => [host.verdict, ...host.why]);
    expect(between('block', 'allow')).toEqual([['patch', why]]);
    expect(between('allow', 'block')).toEqual([['patch', 'no traffic is interrupted']]);
  }
});

test('a wrong manifest on either side has diagnostics and no hosts', () => {
  const wrong = TEXT.replace('10.0.0.11', '10.0.0.300');
  expect(diff({ text: wrong, lock: undefined }, { text: TEXT, lock: LOCK })).toMatchObject({
    hosts: [],
    diagnostics: { before: [{ code: 'MI0301' }], after: [] },
  });
  expect(diff({ text: TEXT, lock: LOCK }, { text: wrong, lock: undefined }).hosts).toEqual([]);
});

test('a secret file differs without being told', () => {
  const tls = (key: string): string =>
    `${TEXT}docker: { listen: mesh, tls: { ca: /etc/ca.pem, cert: /etc/cert.pem, key: "-----BEGIN PRIVATE KEY-----\\n${key}\\n-----END PRIVATE KEY-----\\n" } }\n`;
  const { hosts } = diff({ text: tls('AAAA'), lock: LOCK }, { text: tls('BBBB'), lock: LOCK });
  const file = hosts[0]?.files.find(({ path }) => path.endsWith('key.pem'));
  expect(file).toMatchObject({
    change: 'changed',
    before: expect.not.stringMatching(/AAAA|BBBB/),
    after: expect.stringContaining('(a secret in it differs)'),
  });
});
