import { expect, test } from 'vitest';
import { example, twoHosts } from '../../../src/check/example.ts';
import { codesOf, said } from '../diagnose.ts';

test('a domain that somebody else’s names are below is told', () => {
  expect(said(twoHosts('names: { domain: acme.com }\n'))).toBe(
    [
      '6:18 warning MI0665: names.domain acme.com is a domain of the public DNS: its other names are no longer found from hosts and containers',
      '  hint: Use a subdomain such as mesh.acme.com, or say why that is fine here: allow: { MI0665: why }.',
    ].join('\n'),
  );
});

test('a host whose name is a top-level domain is told at its key, and only where names are on', () => {
  const hosts = ['dev: { address: 10.0.0.11 }', 'db1: { address: 10.0.0.12 }'];
  expect(said(example(hosts, 'names: true\n'))).toBe(
    [
      "4:3 warning MI0665: with names, containers of a host 'dev' are NAME.dev: names of the public top-level domain .dev are no longer found",
      '  hint: Give the host another name, such as dev1, or say why that is fine here: allow: { MI0665: why }.',
    ].join('\n'),
  );
  expect(codesOf(example(hosts))).toEqual([]);
});

test.each(['mesh.acme.com', 'lab', 'lab.internal', 'acme.lan'])('%s hides nothing', (domain) => {
  expect(codesOf(twoHosts(`names: { domain: ${domain} }\n`))).toEqual([]);
});
