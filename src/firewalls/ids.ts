/** Firewalls that a manifest can ask for. By themselves, since its schema needs no more of them. */
export const namedFirewallIds = ['firewalld', 'nftables', 'none'] as const;

/** Every firewall: `iptables` is what `auto` means where there is nothing newer. */
export const firewallIds = [...namedFirewallIds, 'iptables'] as const;

export type FirewallId = (typeof firewallIds)[number];

/** Those of a list that a manifest can ask for. */
export const namedOf = (ids: readonly FirewallId[]): FirewallId[] =>
  ids.filter((id) => namedFirewallIds.some((named) => named === id));
