import type { HostLink } from '../mesh/mesh.ts';

export interface LinkChange {
  readonly peer: string;
  readonly name: string;
  readonly change: 'added' | 'removed' | 'leads elsewhere' | 'renamed';
}

/** A host's links by their peers. */
export function linkChanges(before: readonly HostLink[], after: readonly HostLink[]): LinkChange[] {
  const [old, young] = [before, after].map((links) => new Map(links.map((link) => [link.peer.name, link])));
  const peers = [...new Set([...before, ...after].map(({ peer }) => peer.name))];
  return peers.flatMap((peer): LinkChange[] => {
    const [was, is] = [old?.get(peer), young?.get(peer)];
    if (!was) return is ? [{ peer, name: is.name, change: 'added' }] : [];
    if (!is) return [{ peer, name: was.name, change: 'removed' }];
    if (was.name !== is.name) return [{ peer, name: is.name, change: 'renamed' }];
    return was.remote.address.text === is.remote.address.text
      ? []
      : [{ peer, name: is.name, change: 'leads elsewhere' }];
  });
}
