/** A host's link, as a plan or a document has it. */
export interface LinkEnd {
  /** Of a further network its name. */
  readonly network?: string | undefined;
  readonly peer: string;
  /** Of its port. */
  readonly name: string;
  /** The peer's address. */
  readonly remote: string;
}

export interface LinkChange {
  /** Of a further network its name. */
  readonly network?: string;
  readonly peer: string;
  readonly name: string;
  readonly change: 'added' | 'removed' | 'leads elsewhere' | 'renamed';
}

/** A host's links by their networks and peers. */
export function linkChanges(before: readonly LinkEnd[], after: readonly LinkEnd[]): LinkChange[] {
  const keyOf = ({ network = '', peer }: LinkEnd): string => `${network} ${peer}`;
  const [old, young] = [before, after].map((links) => new Map(links.map((link) => [keyOf(link), link])));
  const keys = [...new Set([...before, ...after].map(keyOf))];
  return keys.flatMap((key): LinkChange[] => {
    const [was, is] = [old?.get(key), young?.get(key)];
    const link = is ?? was;
    const change = changeOf(was, is);
    if (!link || !change) return [];
    const { network, peer, name } = link;
    return [{ ...(network === undefined ? {} : { network }), peer, name, change }];
  });
}

function changeOf(was: LinkEnd | undefined, is: LinkEnd | undefined): LinkChange['change'] | undefined {
  if (!was) return 'added';
  if (!is) return 'removed';
  if (was.name !== is.name) return 'renamed';
  return was.remote === is.remote ? undefined : 'leads elsewhere';
}
