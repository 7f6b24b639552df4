import type { ManifestPath } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/nearest.ts';
import { hostsOf, networkKey, networkPath } from '../manifest/network.ts';
import type { NetworkContext } from './rule.ts';
import { fewOf } from './wording.ts';

/** A link of `topology: {links}`. */
export interface GivenLink {
  readonly path: ManifestPath;
  readonly ends: readonly [string, string];
}

/** The links that the manifest lists; none where its topology is another, or where one of them was left out. */
export function linksOf({ network, isBroken }: Pick<NetworkContext, 'network' | 'isBroken'>): GivenLink[] {
  const { topology } = network;
  if (isBroken(networkPath(network, 'topology'))) return [];
  if (typeof topology !== 'object' || !('links' in topology)) return [];
  return topology.links.map((ends, index) => ({ path: networkPath(network, 'topology', 'links', index), ends }));
}

/** Answers whether a name is a host's; one that was left out because of a fault of its own counts too. */
export function hostTest({ network, isBroken }: NetworkContext): (name: string) => boolean {
  const names = new Set(hostsOf(network).map((host) => host.name));
  return (name) => names.has(name) || isBroken(['hosts', name]);
}

/** What is wrong with a name that is no member's: the end of a sentence. */
export function strangerText({ manifest, network }: NetworkContext): (name: string) => string {
  const members = hostsOf(network).map((host) => host.name);
  const hosts = new Set(manifest.hosts.map((host) => host.name));
  return (name) =>
    hosts.has(name)
      ? `but ${name} is not a member of ${networkKey(network)}; members: ${fewOf(members, 5)}`
      : `but no host has that name; hosts: ${fewOf(members, 5)}`;
}

/** More suggestions than can be shown are not worth the time that they take in a cluster of thousands. */
const MOST_SUGGESTIONS = 20;

/** Suggests the host that a wrong name was meant for. */
export function hostSuggester({ network }: NetworkContext): (name: string) => string {
  const names = hostsOf(network).map((host) => host.name);
  let left = MOST_SUGGESTIONS;
  return (name) => {
    left -= 1;
    return left < 0 ? '' : didYouMean(name, names);
  };
}
