import type { FirewallFacts } from './firewall.ts';

/** A table of our own, filled anew whenever the list of peers changes. */
export const nftables = {
  firewall: 'nftables',
  title: 'a table of nftables',
  followsNames: true,
  masquerades: true,
  filtersForwarded: true,
  forgets: true,
} as const satisfies FirewallFacts;
