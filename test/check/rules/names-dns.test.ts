import { expect, test } from 'vitest';
import { twoHosts } from '../../../src/check/example.ts';
import { codesOf, said } from '../diagnose.ts';

const DNS = 'docker: { daemon: { dns: [9.9.9.9], dns-search: [acme.org] } }\n';

test('name servers of Docker’s own are told beside names, with both places', () => {
  expect(said(twoHosts(`names: true\n${DNS}`))).toBe(
    [
      '7:21 error MI0628: docker.daemon.dns is set by meshinit where names are on',
      '  hint: Remove it, and give those name servers to the hosts; or set names: false.',
      '  6:8: names are asked for here',
    ].join('\n'),
  );
});

test('they are the user’s business without names', () => {
  expect(codesOf(twoHosts(DNS))).toEqual([]);
});
