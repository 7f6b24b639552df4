import { expect, test } from 'vitest';
import { example } from '../../../src/check/example.ts';
import { said } from '../diagnose.ts';

test('one system is told once, with every line that says it', () => {
  expect(
    said(
      example([
        'host1: { address: 10.0.0.11, os: centos-7 }',
        'host2: { address: 10.0.0.12 }',
        'host3: { address: 10.0.0.13, os: centos-7 }',
        'host4: { address: 10.0.0.14, os: ubuntu-14.04 }',
      ]),
    ),
  ).toMatchInlineSnapshot(`
    "4:36 warning MI0652: centos-7 has had no free security updates since 2024-06-30 (hosts.host1, hosts.host3)
      hint: Move to a supported one: SYSTEMS; or say why not: allow: { MI0652: why }.
      6:36: CentOS 7
    7:36 warning MI0652: ubuntu-14.04 has had no free security updates since 2019-04-25 (hosts.host4)
      hint: Move to a supported one: SYSTEMS; or say why not: allow: { MI0652: why }."
  `);
});
