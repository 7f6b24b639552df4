import { expect, test } from 'vitest';
import { twoHosts } from '../../../src/check/example.ts';
import { codesOf, said } from '../diagnose.ts';

test('Geneve on Ubuntu 14.04 is a warning with what works', () => {
  expect(said(twoHosts('network: { tunnel: geneve }\n', 'ubuntu-14.04'))).toMatchInlineSnapshot(`
    "2:17 warning MI0652: ubuntu-14.04 has had no free security updates since 2019-04-25 (hosts.host1, hosts.host2)
      hint: Move to a supported one: SYSTEMS; or say why not: allow: { MI0652: why }.
    6:20 warning MI0651: Geneve over IPv4 needs kernel 3.18; ubuntu-14.04 has 3.13 (hosts.host1, hosts.host2)
      hint: Use network.tunnel gre or vxlan, or use an image with a newer kernel.
      2:17: Ubuntu 14.04 LTS, kernel 3.13
      4:21: IPv4"
  `);
});

test("Red Hat's kernels carry more than their number says", () => {
  expect(codesOf(twoHosts('network: { tunnel: geneve }\n', 'centos-7'))).not.toContain('MI0651');
});
