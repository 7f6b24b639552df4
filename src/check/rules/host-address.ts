import { type Address, ipv4Text, parseAddress } from '../../addresses/address.ts';
import { isNamed, NO_ADDRESS, parseHostAddress } from '../../addresses/host-address.ts';
import { specialRangeOf } from '../../addresses/special-ranges.ts';
import type { Host } from '../../manifest/host.ts';
import { example } from '../example.ts';
import type { Rule } from '../rule.ts';
import { quoted } from '../wording.ts';

export const hostAddress = {
  law: {
    code: 'MI0301',
    severity: 'error',
    title: "A host's address must be an IPv4 or IPv6 address that its peers can reach, or a DNS name for one.",
    explanation:
      'Nobody can reach a loopback, link-local, multicast or unspecified address; some programs read numbers with leading zeros as octal. A name needs a domain, so that every host can resolve it.',
    wrong: example(['host1: { address: 127.0.0.1 }']),
    right: example(['host1: { address: 10.0.0.11 }']),
  },
  check({ manifest, report }) {
    for (const { path, text } of manifest.hosts.flatMap(addressTexts)) {
      const address = parseHostAddress(text, 4);
      if ('fault' in address) {
        report({
          path,
          message: `${path.join('.')} ${quoted(text)} ${address.fault}`,
          hint: suggestion(text),
        });
        continue;
      }
      if (isNamed(address)) continue;
      const range = specialRangeOf(address);
      if (range?.use === 'refused') {
        report({
          path,
          message: `${path.join('.')} ${address.text} is ${range.name} (${range.cidr}): no peer can reach it`,
          hint: mapped(address) ?? 'Give the address of the interface that the other hosts reach.',
        });
      }
    }
  },
} as const satisfies Rule;

/** Each address of a host as it is written. */
function addressTexts({ name, input: { address, addresses = {} } }: Host): { path: string[]; text: string }[] {
  return [
    ...(address === NO_ADDRESS ? [] : [{ path: ['hosts', name, 'address'], text: address }]),
    ...(['private', 'public'] as const).flatMap((kind) => {
      const text = addresses[kind];
      return text === undefined ? [] : [{ path: ['hosts', name, 'addresses', kind], text }];
    }),
  ];
}

/** Ways in which an address comes to be misspelt, each undone. */
const corrections: readonly ((text: string) => string)[] = [
  (text) => text.trim(),
  (text) => text.replace(/\/\d+$/, ''),
  (text) => text.replace(/^.*@/, ''),
  (text) => text.replace(/^\[(.*)\](:\d+)?$/, '$1'),
  (text) => text.replace(/^([^:]*):\d+$/, '$1'),
  (text) => text.split('%', 1)[0] ?? '',
  (text) => text.replace(/(^|\.)0+(?=\d)/g, '$1'),
  (text) => (/^\d/.test(text) ? text.replace(/o/gi, '0').replace(/[il]/gi, '1') : text),
];

/** The address that was most likely meant. */
function suggestion(text: string): string {
  const meant = corrections.map((correct) => parseAddress(correct(text))).find((address) => !('fault' in address));
  if (/^[a-z][a-z0-9-]*$/i.test(text)) return `Add the domain: ${text.toLowerCase()}.example.com.`;
  if (!meant || 'fault' in meant || specialRangeOf(meant)?.use === 'refused') {
    return 'Example: 10.0.0.11, fd00::11 or web1.example.com.';
  }
  return `Did you mean ${meant.text}?`;
}

/** What `::ffff:10.0.0.11` stands for. */
function mapped(address: Address): string | undefined {
  if (specialRangeOf(address)?.cidr !== '::ffff:0:0/96') return undefined;
  return `Did you mean ${ipv4Text(Number(address.value & 0xffff_ffffn))}?`;
}
