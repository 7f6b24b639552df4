import type { StackFacts } from './stack.ts';

/** Seed 001's: stanzas that ifup reads when it brings a device up. */
export const ifupdown = {
  stack: 'ifupdown',
  title: 'stanzas of ifupdown',
  followsNames: false,
  rebuilds: false,
} as const satisfies StackFacts;
