import type { Law, ManifestPath } from '../diagnostics/diagnostic.ts';
import type { Report } from '../diagnostics/reporter.ts';
import type { Manifest } from '../manifest/manifest.ts';
import type { Network } from '../manifest/network.ts';

/** A law and what upholds it: one test, or both. One file each under `rules/`, listed in `rules.ts`. */
export type Rule = ManifestRule | NetworkRule | TunnelRule;

/** Of the manifest as a whole: hosts, Docker, the firewall. */
export interface ManifestRule {
  readonly law: Law;
  readonly check: (context: CheckContext) => void;
}

/** Of a network: it is asked for each one. */
export interface NetworkRule {
  readonly law: Law;
  readonly checkNetwork: (context: NetworkContext) => void;
}

/** Of tunnels, topology and loops: it is asked for each network that has its own. */
export interface TunnelRule {
  readonly law: Law;
  readonly checkTunnels: (context: NetworkContext) => void;
}

export interface CheckContext {
  readonly manifest: Manifest;
  /**
   * Whether the value at a path, a part of it or the map that it stands in was wrong in itself and left out:
   * its absence, or a default in its place, is then no further fault.
   */
  readonly isBroken: (path: ManifestPath) => boolean;
  /** Reports a breach of this rule's law. */
  readonly report: (report: Report) => void;
}

export interface NetworkContext extends CheckContext {
  readonly network: Network;
}
