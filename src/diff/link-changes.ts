/** A host's link, as a plan or a document has it. */
export interface LinkEnd {
  readonly peer: string;
  /** Of its port. */
  readonly name: string;
  /** The peer's address. */
  readonly remote: string;
}

export interface LinkChange {
  readonly peer: string;
  readonly name: string;
  readonly change: 'added' | 'removed' | 'leads elsewhere' | 'renamed';
}

/** A host's links by their peers. */
export function linkChanges(before: readonly LinkEnd[], after: readonly LinkEnd[]): LinkChange[] {
  const [old, young] = [before, after].map((links) => new Map(links.map((link) => [link.peer, link])));
  const peers = [...new Set([...before, ...after].map(({ peer }) => peer))];
  return peers.flatMap((peer): LinkChange[] => {
    const [was, is] = [old?.get(peer), young?.get(peer)];
    if (!was) return is ? [{ peer, name: is.name, change: 'added' }] : [];
    if (!is) return [{ peer, name: was.name, change: 'removed' }];
    if (was.name !== is.name) return [{ peer, name: is.name, change: 'renamed' }];
    return was.remote === is.remote ? [] : [{ peer, name: is.name, change: 'leads elsewhere' }];
  });
}
