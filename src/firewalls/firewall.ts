import type { FirewallId } from './ids.ts';

/** What lets in the peers' tunnels and nobody else's; the parts that do it are the systems'. */
export interface FirewallFacts {
  readonly firewall: FirewallId;
  /** What it is, for people. */
  readonly title: string;
  /** Whether it reads the peers' addresses on the host, so that a name's new answer reaches it. */
  readonly followsNames: boolean;
  /** Whether it can masquerade in Docker's place. */
  readonly masquerades: boolean;
  /** Whether it can keep containers from an address outside. */
  readonly filtersForwarded: boolean;
  /** Whether a rule that its new files lack is gone at once. */
  readonly forgets: boolean;
}
