import { expect, test } from 'vitest';
import { planned } from '../support/hosts.ts';

const why = (hosts: number, network = ''): string =>
  planned(
    `meshinit: 1\ndefaults: { os: debian-12 }\nhosts:\n${Array.from({ length: hosts }, (_, index) => `  h${index + 1}: { address: 10.0.0.${index + 1} }\n`).join('')}network: { topology: auto${network} }\n`,
  ).mesh.topology.why;

const ADVICE = 'recommended for so many: network.layout: routed';

test('beyond 50 hosts auto recommends routes, whatever it takes', () => {
  expect(why(50)).not.toContain('recommended');
  expect(why(51)).toContain(ADVICE);
  expect(why(51, ', dataplane: linux')).toContain(ADVICE);
});

test('whoever names the layout of an Ethernet segment, or routes, is not told so', () => {
  for (const layout of ['shared', 'per-host', 'routed']) {
    expect(why(51, `, layout: ${layout}`)).not.toContain('recommended');
  }
});
