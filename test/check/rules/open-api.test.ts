import { expect, test } from 'vitest';
import { example, twoHosts } from '../../../src/check/example.ts';
import { codesOf, said } from '../diagnose.ts';

test('mesh, all addresses and loopback are errors alike', () => {
  expect(said(twoHosts('docker: { listen: "127.0.0.1:2375" }\n'))).toMatchInlineSnapshot(`
    "6:19 error MI0609: docker.listen 127.0.0.1:2375 opens Docker’s API without TLS: whoever reaches it is root on every host
      hint: Remove it and use docker -H ssh://HOST, add docker.tls or each host’s tls, or accept the risk with docker.insecure: true."
  `);
});

test('insecure: false allows nothing', () => {
  expect(said(twoHosts('docker: { listen: mesh, insecure: false }\n'))).toMatchInlineSnapshot(`
    "6:19 error MI0609: docker.listen mesh opens Docker’s API without TLS: whoever reaches it is root on every host
      hint: Remove it and use docker -H ssh://HOST, add docker.tls or each host’s tls, or accept the risk with docker.insecure: true."
  `);
});

test('a text that is no address is told once', () => {
  expect(said(twoHosts('docker: { listen: 2375 }\n'))).toMatchInlineSnapshot(
    `
    "6:19 error MI0203: docker.listen is the number 2375; expected a text
      hint: Did you mean mesh, or 127.0.0.1:2375?"
  `,
  );
});

test('an insecure of the wrong type is told once', () => {
  expect(said(twoHosts('docker: { listen: mesh, insecure: "yes" }\n'))).toMatchInlineSnapshot(
    `
    "6:35 error MI0203: docker.insecure is 'yes'; expected true or false
      hint: Write true, without quotes."
  `,
  );
});

test('TLS of each host is TLS', () => {
  expect(
    codesOf(example(['host1: { address: 10.0.0.11, tls: { ca: a, cert: b, key: c } }'], 'docker: { listen: mesh }\n')),
  ).not.toContain('MI0609');
});
