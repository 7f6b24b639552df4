/** A link between two hosts that stay: what it is by the old plan and by the new one, `''` where that has none. */
export interface ChangingLink {
  /** Of a further network its name. */
  readonly network?: string | undefined;
  readonly hosts: readonly [string, string];
  /** Hosts that say the same of a link reach each other over it. */
  readonly ofOld: string;
  readonly ofNew: string;
}

/** Which links work while some hosts have the new plan and others the old one. */
export class Turns {
  readonly #networks: readonly (readonly [links: readonly ChangingLink[], staying: readonly string[]])[];
  readonly #done = new Set<string>();

  /** @param staying hosts that are in the main network by both plans; of further networks their links say it */
  constructor(links: readonly ChangingLink[], staying: readonly string[]) {
    const names = new Set(links.flatMap(({ network }) => network ?? []));
    const of = (name: string | undefined): ChangingLink[] => links.filter(({ network }) => network === name);
    this.#networks = [[of(undefined), staying], ...[...names].map((name) => stayingPart(of(name)))];
  }

  take(...hosts: readonly string[]): void {
    for (const host of hosts) this.#done.add(host);
  }

  /** Into how many pieces the hosts that stay fall as it is: in the network where they are most. */
  pieces(): number {
    return this.#most(this.#done);
  }

  /** And once more hosts have the new plan. */
  piecesWith(...hosts: readonly string[]): number {
    return this.#most(new Set([...this.#done, ...hosts]));
  }

  #most(done: ReadonlySet<string>): number {
    return Math.max(...this.#networks.map(([links, staying]) => piecesOf(links, staying, done)));
  }
}

/** The hosts of a network that have links by both plans, and the links between them: nobody waits for who comes or goes. */
function stayingPart(links: readonly ChangingLink[]): readonly [readonly ChangingLink[], readonly string[]] {
  const hostsWith = (key: 'ofOld' | 'ofNew'): Set<string> =>
    new Set(links.flatMap((link) => (link[key] === '' ? [] : link.hosts)));
  const young = hostsWith('ofNew');
  const staying = [...hostsWith('ofOld')].filter((host) => young.has(host));
  return [links.filter(({ hosts }) => hosts.every((host) => staying.includes(host))), staying];
}

function piecesOf(links: readonly ChangingLink[], staying: readonly string[], done: ReadonlySet<string>): number {
  const above = new Map(staying.map((name) => [name, name]));
  const top = (name: string): string => {
    let found = name;
    for (let next = above.get(found); next !== undefined && next !== found; next = above.get(found)) found = next;
    above.set(name, found);
    return found;
  };
  let pieces = staying.length;
  for (const { hosts, ofOld, ofNew } of links) {
    if (pieces === 1) break;
    const [one, other] = hosts.map((name) => (done.has(name) ? ofNew : ofOld));
    if (one === '' || one !== other) continue;
    const [from, to] = [top(hosts[0]), top(hosts[1])];
    if (from === to) continue;
    above.set(from, to);
    pieces -= 1;
  }
  return pieces;
}

/**
 * Takes hosts in an order that keeps those that stay in one piece after every one, as far as any order does that.
 * @param onTurn called for each, once it is taken
 */
export function inTurns<Item>(
  items: readonly Item[],
  hostOf: (item: Item) => string,
  turns: Turns,
  onTurn: (item: Item) => void,
): void {
  const waiting = [...items];
  while (waiting.length > 0) {
    const next = Math.max(
      0,
      waiting.findIndex((item) => turns.piecesWith(hostOf(item)) === 1),
    );
    for (const item of waiting.splice(next, 1)) {
      turns.take(hostOf(item));
      onTurn(item);
    }
  }
}
