import type { FirewallFacts } from './firewall.ts';

/** Chains of our own, for systems from before nftables. */
export const iptables = {
  firewall: 'iptables',
  title: 'chains of iptables',
  followsNames: false,
  masquerades: true,
  filtersForwarded: true,
  forgets: false,
} as const satisfies FirewallFacts;
