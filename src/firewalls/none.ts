import type { FirewallFacts } from './firewall.ts';

/** The host's owner closes the tunnels. */
export const none = {
  firewall: 'none',
  title: 'no rules: something else must keep strangers from the tunnels',
  followsNames: true,
  masquerades: false,
} as const satisfies FirewallFacts;
