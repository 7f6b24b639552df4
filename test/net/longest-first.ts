import { longestFirst } from '../support/longest-first.ts';

/** The files that wait longest, in minutes from four to one: patch-stp, which waits for STP's 50 s, is half the lane. */
export const LongestFirst = longestFirst([
  'patch-stp',
  'swarm-patch',
  'store-patch',
  'evpn',
  'amazon-linux',
  'linux',
  'swarm',
  'ignition',
  'stp',
  'ifupdown',
  'patch-ifupdown',
  'patch',
]);
