import { expect, test } from 'vitest';
import { said } from '../diagnose.ts';

test('the provider whose firewall drops it is shown', () => {
  expect(
    said(
      'meshinit: 1\ndefaults: { os: debian-12, provider: digitalocean }\nhosts: { a: { address: 10.0.0.1 }, b: { address: 10.0.0.2 } }\nnetwork: { tunnel: gre }\n',
    ),
  ).toMatchInlineSnapshot(`
    "4:20 warning MI0655: network.tunnel gre works on hosts.a, hosts.b only without the provider’s firewall: a DigitalOcean cloud firewall passes only TCP, UDP and ICMP, and drops GRE
      hint: Kinds that pass: vxlan, geneve; or say that there is no such firewall: allow: { MI0655: why }.
      2:38: DigitalOcean"
  `);
});
