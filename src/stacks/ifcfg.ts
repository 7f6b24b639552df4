import type { StackFacts } from './stack.ts';

/** Seed 002's: files that network-scripts reads when it brings a device up. */
export const ifcfg = {
  stack: 'ifcfg',
  title: '`ifcfg` files of network-scripts',
  followsNames: false,
  rebuilds: false,
  tunnelFiles: '/etc/sysconfig/network-scripts/ifcfg-',
} as const satisfies StackFacts;
