import { CONTROL_PATH } from '../../manifest/control.ts';
import { DEFAULT_AS } from '../../manifest/default-as.ts';
import { twoHosts } from '../example.ts';
import type { ManifestRule } from '../rule.ts';

/** What stands for a number that does not fit 16 bits (RFC 6793), and the last one of 16 bits (RFC 7300). */
const RESERVED = [23_456, 65_535];

const PATH = [...CONTROL_PATH, 'as'];
const of = (as: number): string => twoHosts(`network: { control: { evpn: { reflectors: [host1], as: ${as} } } }\n`);

export const controlAs = {
  law: {
    code: 'MI0455',
    severity: 'error',
    title: 'network.control.evpn.as must be a number that an autonomous system may have.',
    explanation:
      '23456 stands for numbers that do not fit 16 bits (RFC 6793), and 65535 is reserved (RFC 7300). 64512 to 65534 and 4200000000 to 4294967294 are for private use (RFC 6996).',
    wrong: of(23_456),
    right: of(DEFAULT_AS),
  },
  check({ manifest: { control }, isBroken, report }) {
    if (!control || !RESERVED.includes(control.as) || isBroken(PATH)) return;
    report({
      path: PATH,
      message: `network.control.evpn.as ${control.as} is reserved`,
      hint: `Use another number, such as ${DEFAULT_AS}.`,
    });
  },
} as const satisfies ManifestRule;
