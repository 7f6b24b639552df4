import { expect, test } from 'vitest';
import { said } from '../diagnose.ts';

test('the provider that drops it is shown', () => {
  expect(
    said(
      'meshinit: 1\ndefaults: { os: debian-12, provider: azure }\nhosts: { a: { address: 10.0.0.1 }, b: { address: 10.0.0.2, provider: aws } }\nnetwork: { tunnel: { kind: gre } }\n',
    ),
  ).toMatchInlineSnapshot(`
    "3:50 warning MI0661: hosts.b (10.0.0.2) is private at Amazon EC2; hosts.a (10.0.0.1) is private at Microsoft Azure: these cannot reach each other
      hint: Give these groups different sites, and each host its public address: { site: …, addresses: { public: … } }. Or say how their networks are joined: allow: { MI0661: why }.
      3:24: private at Microsoft Azure
    4:28 error MI0611: network.tunnel gre cannot reach hosts.a (azure): Azure virtual networks drop GRE and IP-in-IP (azure-docs, virtual-networks-faq)
      hint: Kinds that all providers here pass: vxlan, geneve.
      2:38: Microsoft Azure"
  `);
});

test('a tunnel of the wrong type is told once', () => {
  expect(
    said(
      'meshinit: 1\ndefaults: { os: debian-12, provider: azure }\nhosts: { a: { address: 10.0.0.1 } }\nnetwork: { tunnel: { kind: grE } }\n',
    ),
  ).toMatchInlineSnapshot(`
    "4:28 error MI0204: network.tunnel.kind is 'grE'; legal values: gre, vxlan, geneve, none
      hint: Did you mean 'gre'?"
  `);
});
