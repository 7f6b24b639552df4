import { expect, test } from 'vitest';
import { twoHosts } from '../../src/check/example.ts';
import { compile } from '../../src/compile.ts';
import { diff } from '../../src/diff/diff.ts';

const sideOf = (network: string) => {
  const text = twoHosts(`network: ${network}\n`);
  return { text, lock: compile(text).lock };
};

test.each([
  [
    '{ masquerade: true }',
    '{ subnet6: "2001:db8::/64" }',
    'containers get IPv6 of 2001:db8::/64 when they are started again',
  ],
  [
    '{ subnet6: "2001:db8::/64" }',
    '{ masquerade: true }',
    'containers lose IPv6; the host’s own addresses of 2001:db8::/64 stay until its next boot',
  ],
  [
    '{ subnet6: "2001:db8::/64" }',
    '{ subnet6: "2001:db8:1::/48" }',
    'IPv6 moves from 2001:db8::/64 to 2001:db8:1::/64: hosts that are not patched yet do not answer by it',
  ],
])('from %s to %s a running host is told what happens to its containers', (before, after, said) => {
  const { hosts } = diff(sideOf(before), sideOf(after));
  for (const { verdict, why } of hosts) {
    expect(verdict).toBe('patch');
    expect(why).toContain(said);
    expect(why.join()).toContain('Docker restarts with other options');
  }
});

test('nothing is told where the block stays', () => {
  const side = sideOf('{ subnet6: auto }');
  expect(diff(side, side).hosts.map(({ verdict }) => verdict)).toEqual(['unchanged', 'unchanged']);
});
