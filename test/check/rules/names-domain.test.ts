import { expect, test } from 'vitest';
import { twoHosts } from '../../../src/check/example.ts';
import { codesOf, said } from '../diagnose.ts';

const withDomain = (domain: string): string => twoHosts(`names: { domain: ${domain} }\n`);

test('an end of a name that no server is asked for is told with what it is', () => {
  expect(said(withDomain('lab.local'))).toBe(
    [
      '6:18 error MI0318: names.domain lab.local cannot be used: .local belongs to multicast DNS: hosts ask their neighbours for it, and no server',
      '  hint: Leave it out for mesh.internal, or use a subdomain of a domain of yours.',
    ].join('\n'),
  );
});

test.each(['local', 'a.localhost', '17.172.in-addr.arpa', 'x.onion'])('%s is no domain for it', (domain) => {
  expect(codesOf(withDomain(`'${domain}'`))).toContain('MI0318');
});

test.each(['mesh.internal', 'lab', 'home.arpa', 'x.home.arpa', 'local.example.org'])('%s is one', (domain) => {
  expect(codesOf(withDomain(domain))).toEqual([]);
});

test.each(['Mesh.internal', 'a..b', '-a.internal', 'a_b.internal', `${'a'.repeat(64)}.internal`, ''])(
  '%j has not the form of a domain',
  (domain) => {
    expect(codesOf(withDomain(JSON.stringify(domain)))[0]).toMatch(/^MI02/);
  },
);
