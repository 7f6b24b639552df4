import { longestFirst } from '../support/longest-first.ts';

/** The clusters that take longest, in minutes from twelve to six. */
export const LongestFirst = longestFirst(['names', 'shared', 'wireguard', 'evpn', 'routed', 'ring', 'swarm']);
