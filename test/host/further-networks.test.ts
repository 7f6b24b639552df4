import { expect, test } from 'vitest';
import { SEVERAL } from '../../src/host/further-networks.ts';
import { hostConfigs } from '../support/hosts.ts';

const HOSTS = `meshinit: 1
defaults: { os: debian-12, provider: nocloud }
hosts:
  host1: { address: web1.example.com }
  host2: { address: 10.0.0.12 }
  host3: { address: 10.0.0.13 }
monitor: true
`;
const textsOf = (text: string): string =>
  hostConfigs(text)
    .flatMap(({ files }) => files.map(({ content }) => content))
    .join('');

test('each text that several networks replace stands in some script, and its replacement where there are several', () => {
  const one = textsOf(HOSTS);
  const several = textsOf(`${HOSTS}networks: { blue: { subnet: 10.77.0.0/16 } }\n`);
  for (const [before, after] of SEVERAL) {
    expect(one).toContain(before);
    expect(several).toContain(after.replaceAll('@SBIN@', '/usr/local/sbin'));
  }
});

/** Bytes of the whole of a host's files, of as many further networks. */
const bytesWith = (further: number): number =>
  textsOf(
    `meshinit: 1\nname: demo\ndefaults: { os: debian-12, provider: hetzner }\nhosts:\n  host1: { address: 10.0.0.11 }\n  host2: { address: 10.0.0.12 }\n  host3: { address: 10.0.0.13 }\nnetworks: { ${Array.from({ length: further }, (_, index) => `n${index}: { subnet: 10.7${index}.0.0/16 }`).join(', ')} }\n`,
  ).length / 3;

test('a host’s files grow by the numbers of a network, not by scripts', () => {
  expect(bytesWith(3) - bytesWith(2)).toBeLessThanOrEqual(700);
});
