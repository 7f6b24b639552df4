import { expect, test } from 'vitest';
import { twoHosts } from '../../../src/check/example.ts';
import { codesOf, said } from '../diagnose.ts';

const SECRET = 'docker: { daemon: { http-proxy: "http://ops:hunter2@10.0.0.1:3128" } }\n';
const at = (provider: string, rest: string): string =>
  twoHosts(rest).replace('os: debian-12', `os: debian-12, provider: ${provider}`);

test('an open service is shown where it was opened', () => {
  expect(said(at('aws', `${SECRET}metadata: allow\n`))).toMatchInlineSnapshot(`
    "7:11 warning MI0662: metadata allow: containers on hosts.host1, hosts.host2 can read user-data that holds a secret
      hint: Set metadata: block, or remove it."
  `);
});

test('so is a firewall that blocks nothing', () => {
  expect(said(at('aws', `${SECRET}firewall: none\n`))).toMatchInlineSnapshot(`
    "7:11 warning MI0662: firewall none: containers on hosts.host1, hosts.host2 can read user-data that holds a secret
      hint: Set firewall: auto, or block the service yourself and set allow: { MI0662: how }."
  `);
});

test('so is a service that nobody can block', () => {
  expect(said(at('cloudstack', SECRET))).toMatchInlineSnapshot(`
    "2:38 warning MI0662: Apache CloudStack: the virtual router of its network answers, at an address of its own (cloud-init DataSourceCloudStack): containers on hosts.host1, hosts.host2 can read user-data that holds a secret
      hint: Block the service yourself, and set allow: { MI0662: how }."
  `);
});

test('without a secret, and where it is blocked, all is well', () => {
  expect(codesOf(at('aws', 'metadata: allow\nfirewall: none\n'))).toEqual([]);
  expect(codesOf(at('aws', SECRET))).toEqual([]);
  expect(codesOf(at('nocloud', `${SECRET}metadata: allow\nfirewall: none\n`))).toEqual([]);
});
