import { expect, test } from 'vitest';
import { twoHosts } from '../../../src/check/example.ts';
import { codesOf, said } from '../diagnose.ts';

test('a system without timers is shown', () => {
  expect(said(twoHosts('allow: { MI0652: test }\nmonitor: true\n', 'ubuntu-14.04'))).toMatchInlineSnapshot(`
    "7:10 error MI0616: monitor needs timers; ubuntu-14.04, the system of hosts.host1, hosts.host2, has none
      hint: Remove it, and run meshinit-check from whatever monitors these hosts.
      2:17: Ubuntu 14.04 LTS"
  `);
});

test('where it is turned off, or there are timers, it is fine', () => {
  expect(codesOf(twoHosts('monitor: false\n', 'ubuntu-14.04'))).not.toContain('MI0616');
  expect(codesOf(twoHosts('monitor: { every: 30 }\n'))).toEqual([]);
});
