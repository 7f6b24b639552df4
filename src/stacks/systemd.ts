import type { StackFacts } from './stack.ts';

/** A list of peers and one script that can be run again at any time. */
export const systemd = {
  stack: 'systemd',
  title: 'systemd units that build the mesh at each boot',
  followsNames: true,
  rebuilds: true,
} as const satisfies StackFacts;
