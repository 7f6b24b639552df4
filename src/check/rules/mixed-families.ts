import { example } from '../example.ts';
import type { Rule } from '../rule.ts';
import { fewOf, MOST_RELATED } from '../wording.ts';

export const mixedFamilies = {
  law: {
    code: 'MI0402',
    severity: 'error',
    title: 'The addresses of all hosts are of one family.',
    explanation:
      'A tunnel has two ends of one family: a host with an IPv6 address has no way to one with an IPv4 address.',
    wrong: example(['host1: { address: 10.0.0.11 }', 'host2: { address: fd00::12 }']),
    right: example(['host1: { address: fd00::11 }', 'host2: { address: fd00::12 }']),
  },
  check({ manifest, report }) {
    const hosts = manifest.hosts.flatMap(({ name, address }) => (address ? [{ name, address }] : []));
    const six = hosts.filter(({ address }) => address.family === 6);
    const four = hosts.filter(({ address }) => address.family === 4);
    // The few are more likely the mistake; of two equal halves, the one that comes later.
    const sixIsOdd = six.length < four.length || (six.length === four.length && hosts[0]?.address.family === 4);
    const [odd, usual] = sixIsOdd ? [six, four] : [four, six];
    const [first, ...others] = odd;
    const [other] = usual;
    if (!first || !other) return;
    report({
      path: ['hosts', first.name, 'address'],
      message:
        `${fewOf(odd.map(({ name }) => `hosts.${name}`))} ${odd.length > 1 ? 'have' : 'has'} IPv${first.address.family}, ` +
        `${fewOf(usual.map(({ name }) => `hosts.${name}`))} ${usual.length > 1 ? 'have' : 'has'} IPv${other.address.family}: a tunnel needs one family at both ends`,
      hint: `Give every host an IPv${other.address.family} address, or every host an IPv${first.address.family} address.`,
      related: [other, ...others].slice(0, MOST_RELATED).map(({ name, address }) => ({
        path: ['hosts', name, 'address'],
        message: `IPv${address.family}`,
      })),
    });
  },
} as const satisfies Rule;
