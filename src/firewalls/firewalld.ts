import type { FirewallFacts } from './firewall.ts';

/** Its permanent files hold the peers as a set, which a name's new answer would not reach. */
export const firewalld = {
  firewall: 'firewalld',
  title: 'permanent policies of firewalld',
  followsNames: false,
  masquerades: true,
  filtersForwarded: true,
  forgets: false,
} as const satisfies FirewallFacts;
