import { expect, test } from 'vitest';
import { twoHosts } from '../../../src/check/example.ts';
import { codesOf, said } from '../diagnose.ts';

test('the system whose Docker cannot come from there is shown', () => {
  expect(
    said(twoHosts('docker: { from: docker-ce }\nallow: { MI0652: for this test }\n', 'ubuntu-14.04')),
  ).toMatchInlineSnapshot(`
    "6:17 error MI0610: Docker cannot come from docker-ce on ubuntu-14.04, the system of hosts.host1, hosts.host2; supported there: distro, none
      hint: Remove docker.from: each host then uses its system’s default.
      2:17: Ubuntu 14.04 LTS"
  `);
});

test('a system that docker-ce has packages for takes it, and every system the image’s own', () => {
  expect(codesOf(twoHosts('docker: { from: docker-ce }\n', 'debian-13'))).toEqual([]);
  expect(codesOf(twoHosts('docker: { from: none }\n', 'ubuntu-14.04'))).not.toContain('MI0610');
});
