import { osIds } from '../../os/ids.ts';
import { example } from '../example.ts';
import type { Rule } from '../rule.ts';

export const hostOs = {
  law: {
    code: 'MI0601',
    severity: 'error',
    title: 'Every host needs an operating system, its own or that of `defaults`.',
    explanation:
      'It decides which packages, files and services a host needs. Most clusters set it once, in `defaults.os`.',
    wrong: 'meshinit: 1\nhosts:\n  host1: { address: 10.0.0.11 }\n',
    right: example(['host1: { address: 10.0.0.11 }']),
  },
  check({ manifest, isBroken, report }) {
    if (isBroken(['defaults', 'os'])) return;
    const without = manifest.hosts.filter(({ name, os }) => os === undefined && !isBroken(['hosts', name, 'os']));
    const legal = osIds.join(', ');
    if (without.length > 1 && without.length === manifest.hosts.length) {
      report({
        path: ['hosts'],
        at: 'key',
        message: `no host has an operating system: neither defaults.os nor hosts.*.os is set; legal values: ${legal}`,
        hint: 'Set it once for all hosts: defaults: { os: debian-12 }.',
      });
      return;
    }
    for (const { name } of without) {
      report({
        path: ['hosts', name],
        at: 'key',
        message: `hosts.${name} has no operating system: neither hosts.${name}.os nor defaults.os is set; legal values: ${legal}`,
        hint: 'For example: defaults: { os: debian-12 }.',
      });
    }
  },
} as const satisfies Rule;
