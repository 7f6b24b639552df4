import { expect, test } from 'vitest';
import { compile } from '../../src/compile.ts';
import { diff } from '../../src/diff/diff.ts';

const manifest = (hosts: number, range: string, rest = ''): string =>
  `meshinit: 1\ndefaults: { os: debian-12 }\nhosts:\n${Array.from({ length: hosts }, (_, index) => `  host${index + 1}: { address: 10.0.0.${index + 11} }\n`).join('')}network: { control: { evpn: { reflectors: [host1]${range} } } }\n${rest}`;

/** What the hosts that stay are told when another comes. */
function told(range: string, rest = '', change = (text: string): string => text): string[] {
  const before = manifest(3, range, rest);
  const { lock } = compile(before);
  const { hosts, diagnostics } = diff({ text: before, lock }, { text: change(manifest(4, range, rest)), lock });
  expect([...diagnostics.before, ...diagnostics.after].filter(({ severity }) => severity === 'error')).toEqual([]);
  return hosts.filter(({ verdict }) => verdict === 'patch').map(({ why }) => why.join('; '));
}

const OPTIONAL = /optional: by BGP EVPN host4 is reached before; until the patch no broadcast goes there$/;

test('a host of the range is reached before the others are patched', () => {
  for (const why of told(', range: 10.0.0.0/24')) expect(why).toMatch(OPTIONAL);
});

test('one outside it waits for them', () => {
  for (const range of ['', ', range: 10.0.0.0/29']) expect(told(range).join()).not.toContain('optional');
});

test('with encryption nobody waits less, since the patch brings the key', () => {
  for (const why of told('', 'encryption: wireguard\n')) {
    expect(why).toContain('not optional: host4 cannot be reached before this host has the key');
  }
});

test('a patch that changes more is needed', () => {
  const more = (text: string): string => text.replace('network: {', 'network: { mtu: 1400,');
  expect(told(', range: 10.0.0.0/24', '', more).join()).not.toContain('optional');
});

test('a host that moves or goes is not announced', () => {
  const text = manifest(4, ', range: 10.0.0.0/24');
  const { lock } = compile(text);
  const { hosts } = diff({ text, lock }, { text: manifest(3, ', range: 10.0.0.0/24'), lock });
  expect(hosts.flatMap(({ why }) => why).join()).not.toContain('optional');
});
