import { expect, test } from 'vitest';
import { example, twoHosts } from '../../../src/check/example.ts';
import { codesOf, said } from '../diagnose.ts';

test('a scheme is taken off in the hint', () => {
  expect(
    said(twoHosts('docker: { listen: "tcp://0.0.0.0:2375", insecure: true }\nallow: { MI0650: test }\n')),
  ).toMatchInlineSnapshot(`
    "6:19 error MI0309: docker.listen 'tcp://0.0.0.0:2375' has a scheme; legal: mesh, or HOST:PORT
      hint: Did you mean 0.0.0.0:2375?"
  `);
});

test('a missing port and a missing host are filled in', () => {
  expect(
    said(twoHosts('docker: { listen: "0.0.0.0", insecure: true }\nallow: { MI0650: test }\n')),
  ).toMatchInlineSnapshot(`
    "6:19 error MI0309: docker.listen '0.0.0.0' has no port; legal: mesh, or HOST:PORT
      hint: Did you mean 0.0.0.0:2375?"
  `);
});

test('a port alone is not opened to the world by the hint', () => {
  expect(
    said(twoHosts('docker: { listen: ":2375", insecure: true }\nallow: { MI0650: test }\n')),
  ).toMatchInlineSnapshot(`
    "6:19 error MI0309: docker.listen ':2375' has no address before the port; legal: mesh, or HOST:PORT
      hint: Did you mean 127.0.0.1:2375?"
  `);
});

test('localhost is 127.0.0.1', () => {
  expect(
    said(twoHosts('docker: { listen: "localhost:2375", insecure: true }\nallow: { MI0650: test }\n')),
  ).toMatchInlineSnapshot(`
    "6:19 error MI0309: docker.listen 'localhost:2375' has the host 'localhost', which is a name; expected an IPv4 or IPv6 address; legal: mesh, or HOST:PORT
      hint: Did you mean 127.0.0.1:2375?"
  `);
});

test('an IPv6 address wants brackets', () => {
  expect(
    said(twoHosts('docker: { listen: "::1:2375", insecure: true }\nallow: { MI0650: test }\n')),
  ).toMatchInlineSnapshot(`
    "6:19 error MI0309: docker.listen '::1:2375' is an IPv6 address without brackets, or without a port; legal: mesh, or HOST:PORT
      hint: Did you mean [::1]:2375?"
  `);
});

test('brackets are for IPv6 alone', () => {
  expect(
    said(twoHosts('docker: { listen: "[127.0.0.1]:2375", insecure: true }\nallow: { MI0650: test }\n')),
  ).toMatchInlineSnapshot(`
    "6:19 error MI0309: docker.listen '[127.0.0.1]:2375' has brackets, which are only for IPv6; legal: mesh, or HOST:PORT
      hint: Did you mean 127.0.0.1:2375?"
  `);
});

test('a port that is none is shown', () => {
  expect(
    said(twoHosts('docker: { listen: "0.0.0.0:70000", insecure: true }\nallow: { MI0650: test }\n')),
  ).toMatchInlineSnapshot(`
    "6:19 error MI0309: docker.listen '0.0.0.0:70000' has the port '70000', which is not a number from 1 to 65535; legal: mesh, or HOST:PORT
      hint: Example: 127.0.0.1:2375."
  `);
});

test('mesh in capitals is recognised', () => {
  expect(
    said(twoHosts('docker: { listen: "MESH", insecure: true }\nallow: { MI0650: test }\n')),
  ).toMatchInlineSnapshot(`
    "6:19 error MI0309: docker.listen 'MESH' has no port; legal: mesh, or HOST:PORT
      hint: Did you mean 'mesh'?"
  `);
});

test("multicast is nobody's", () => {
  expect(
    said(twoHosts('docker: { listen: "224.0.0.1:2375", insecure: true }\nallow: { MI0650: test }\n')),
  ).toMatchInlineSnapshot(
    `"6:19 error MI0309: docker.listen '224.0.0.1:2375': 224.0.0.1 is multicast; no host can have it"`,
  );
});

test("one host's address cannot be everybody's", () => {
  expect(
    said(twoHosts('docker: { listen: "10.0.0.12:2375", insecure: true }\nallow: { MI0650: test }\n')),
  ).toMatchInlineSnapshot(`
    "6:19 error MI0309: docker.listen '10.0.0.12:2375' is hosts.host2's address: Docker on the other hosts could not listen on it
      hint: Use mesh for the mesh address of each host, or 0.0.0.0:2375 for all its addresses.
      5:21: the address of hosts.host2"
  `);
});

test("one host's mesh address neither", () => {
  expect(
    said(
      example(
        ['host1: { address: 10.0.0.11, bridge: 172.17.42.1 }', 'host2: { address: 10.0.0.12 }'],
        'docker: { listen: "172.17.42.1:2375", insecure: true }\nallow: { MI0650: test }\n',
      ),
    ),
  ).toMatchInlineSnapshot(`
    "6:19 error MI0309: docker.listen '172.17.42.1:2375' is hosts.host1's address: Docker on the other hosts could not listen on it
      hint: Use mesh for the mesh address of each host, or 0.0.0.0:2375 for all its addresses.
      4:40: the address of hosts.host1"
  `);
});

test('a single host may listen on its own', () => {
  expect(
    codesOf(
      example(
        ['host1: { address: 10.0.0.11 }'],
        'docker: { listen: "10.0.0.11:2375", insecure: true }\nallow: { MI0650: test }\n',
      ),
    ),
  ).not.toContain('MI0309');
});

test('all addresses, loopback and IPv6 in brackets are fine', () => {
  expect(
    codesOf(twoHosts('docker: { listen: "[::1]:2375", insecure: true }\nallow: { MI0650: test }\n')),
  ).not.toContain('MI0309');
});
