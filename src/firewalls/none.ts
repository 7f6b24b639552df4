import type { FirewallFacts } from './firewall.ts';

/** The host's owner closes the tunnels. */
export const none = {
  firewall: 'none',
  title: 'no rules: something else has to',
  followsNames: true,
  masquerades: false,
  filtersForwarded: false,
  forgets: true,
} as const satisfies FirewallFacts;
