import { longestFirst } from '../support/longest-first.ts';

/** The clusters that take longest, in minutes from thirteen to six. */
export const LongestFirst = longestFirst(['shared', 'names', 'wireguard', 'evpn', 'routed', 'debian-13', 'swarm']);
