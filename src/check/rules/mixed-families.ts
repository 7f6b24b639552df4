import { underlaysOf } from '../../manifest/underlays.ts';
import { example } from '../example.ts';
import type { Rule } from '../rule.ts';
import { fewOf, MOST_RELATED } from '../wording.ts';

export const mixedFamilies = {
  law: {
    code: 'MI0402',
    severity: 'error',
    title: 'All hosts must have addresses of the same family.',
    explanation:
      'Both ends of a tunnel have the same family: a host with an IPv6 address cannot reach one with an IPv4 address.',
    wrong: example(['host1: { address: 10.0.0.11 }', 'host2: { address: fd00::12 }']),
    right: example(['host1: { address: fd00::11 }', 'host2: { address: fd00::12 }']),
  },
  check({ manifest, report }) {
    const hosts = manifest.hosts.flatMap((host) =>
      underlaysOf(host).map((underlay) => ({ name: host.name, ...underlay })),
    );
    const six = hosts.filter(({ address }) => address.family === 6);
    const four = hosts.filter(({ address }) => address.family === 4);
    // The few are more likely the mistake; of two equal halves, the one that comes later.
    const sixIsOdd = six.length < four.length || (six.length === four.length && hosts[0]?.address.family === 4);
    const [odd, usual] = sixIsOdd ? [six, four] : [four, six];
    const [first, ...others] = odd;
    const [other] = usual;
    if (!first || !other) return;
    report({
      path: first.path,
      message:
        `${fewOf(namesOf(odd))} ${namesOf(odd).length > 1 ? 'have' : 'has'} IPv${first.address.family}, but ` +
        `${fewOf(namesOf(usual))} ${namesOf(usual).length > 1 ? 'have' : 'has'} IPv${other.address.family}: both ends of a tunnel need the same family`,
      hint: `Give every host an IPv${other.address.family} address, or every host an IPv${first.address.family} address.`,
      related: [other, ...others].slice(0, MOST_RELATED).map(({ path, address }) => ({
        path,
        message: `IPv${address.family}`,
      })),
    });
  },
} as const satisfies Rule;

/** A host with several addresses counts once. */
const namesOf = (hosts: readonly { readonly name: string }[]): string[] => [
  ...new Set(hosts.map(({ name }) => `hosts.${name}`)),
];
