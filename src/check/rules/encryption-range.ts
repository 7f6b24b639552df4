import { parseAddressRange } from '../../addresses/address-range.ts';
import { specialRangeOf } from '../../addresses/special-ranges.ts';
import { twoHosts } from '../example.ts';
import type { Rule } from '../rule.ts';
import { quoted } from '../wording.ts';

const range = (text: string): string => twoHosts(`encryption: { kind: wireguard, range: ${text} }\n`);

export const encryptionRange = {
  law: {
    code: 'MI0315',
    severity: 'error',
    title: 'encryption.range must be a private CIDR block.',
    explanation:
      'WireGuard addresses are seen by the hosts alone. A block of the internet, or one with host bits set, would take away what else has these addresses.',
    wrong: range('10.98.0.1/16'),
    right: range('10.98.0.0/16'),
  },
  check({ manifest, report }) {
    const { encryption } = manifest.input;
    const text = typeof encryption === 'object' ? encryption.range : undefined;
    if (text === undefined) return;
    const block = parseAddressRange(text);
    const fault =
      'fault' in block
        ? block.fault
        : [block.first, block.last].every((value) => isPrivate(block.family, value))
          ? undefined
          : 'is not private';
    if (fault === undefined) return;
    report({
      path: ['encryption', 'range'],
      message: `encryption.range ${quoted(text)} ${fault}`,
      hint: 'Use a block such as 10.98.0.0/16 or fd98::/64, or remove range.',
    });
  },
} as const satisfies Rule;

const isPrivate = (family: 4 | 6, value: bigint): boolean =>
  specialRangeOf({ family, value, text: '' })?.use === 'private';
