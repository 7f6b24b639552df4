import type { FirewallFacts } from './firewall.ts';
import { firewalld } from './firewalld.ts';
import { type FirewallId, firewallIds } from './ids.ts';
import { iptables } from './iptables.ts';
import { nftables } from './nftables.ts';
import { none } from './none.ts';

/**
 * Every firewall by its id: one that has no file, or another's, does not compile. Adding one: its file, its import and its
 * place here; its id in `ids.ts`; its parts in each system that has it.
 */
const byId: Readonly<Record<FirewallId, FirewallFacts>> = {
  firewalld,
  nftables,
  none,
  iptables,
} as const satisfies { readonly [Id in FirewallId]: FirewallFacts & { readonly firewall: Id } };

export const firewalls: readonly FirewallFacts[] = firewallIds.map((id) => byId[id]);

export const firewallFacts = (id: FirewallId): FirewallFacts => byId[id];
