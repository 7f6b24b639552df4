import { fewOf } from '../check/wording.ts';
import { layoutOf } from '../layouts/layouts.ts';
import type { Cluster } from '../mesh/mesh.ts';
import { type Check, type HostAnswer, peerKey } from './host-answer.ts';
import type { LinkState } from './link-states.ts';

/** What one end says of the other. */
export type Seen = 'up' | 'down' | 'absent' | 'unknown';

export interface LinkStatus {
  /** Of a further network its name. */
  readonly network?: string;
  readonly name: string;
  readonly hosts: readonly [string, string];
  readonly state: LinkState;
  /** What the first says of the second, and the second of the first. */
  readonly seen: readonly [Seen, Seen];
}

/** The key of the peer that a line of `meshinit-check` is about, by its words in `check.sh`. */
export function peerOfCheck({ what }: Check): string | undefined {
  const [, name, network] = /^(\S+) answers \d+ bytes unfragmented at \S+(?: in (\S+))?$/.exec(what) ?? [];
  return name === undefined ? undefined : peerKey(network, name);
}

/**
 * What both ends of each link say of it.
 * @param answers of hosts that are what they are said to be
 * @param asked the hosts that were asked: links between others are left out
 */
export function linkStatuses(
  { networks }: Cluster,
  answers: ReadonlyMap<string, HostAnswer>,
  asked: ReadonlySet<string>,
): LinkStatus[] {
  const views = new Map([...answers].map(([name, answer]) => [name, viewOf(answer)]));
  return networks.flatMap((mesh, place) => {
    const network = place === 0 ? undefined : mesh.name;
    // Of what nobody built, nobody says anything.
    if (!layoutOf(mesh.layout).isBuilt) return [];
    return mesh.links
      .filter(({ hosts }) => hosts.some((host) => asked.has(host)))
      .map(({ name, hosts }): LinkStatus => {
        const [a, b] = hosts;
        const [ofB, ofA] = [peerKey(network, b), peerKey(network, a)];
        const seen = [views.get(a)?.(ofB) ?? 'unknown', views.get(b)?.(ofA) ?? 'unknown'] as const;
        return { ...(network === undefined ? {} : { network }), name, hosts, state: stateOf(seen), seen };
      });
  });
}

function viewOf({ checks, peers, isWhole }: HostAnswer): (peer: string) => Seen {
  const found = new Map<string, Seen>();
  for (const check of checks) {
    const peer = peerOfCheck(check);
    if (peer !== undefined) found.set(peer, check.isOk ? 'up' : 'down');
  }
  const listed = new Set(peers.map(({ network, name }) => peerKey(network, name)));
  return (peer) => found.get(peer) ?? (isWhole && !listed.has(peer) ? 'absent' : 'unknown');
}

function stateOf(seen: readonly [Seen, Seen]): LinkState {
  const has = (view: Seen): boolean => seen.includes(view);
  if (has('absent')) return 'half';
  if (has('up') && has('down')) return 'one-way';
  if (has('up')) return 'up';
  return has('down') ? 'down' : 'unknown';
}

/** More links than these are counted, not named. */
const MOST_NAMED = 10;

/** A sentence for each link that fails. Those that lead to one host make one: a host that is off takes all of its links. */
export function linkFaults(links: readonly LinkStatus[]): string[] {
  const broken = links.filter(({ state }) => state === 'one-way' || state === 'half');
  const sentences = [...broken.map(sentenceOf), ...downSentences(links.filter(({ state }) => state === 'down'))];
  const rest = sentences.length - MOST_NAMED;
  return rest > 1 ? [...sentences.slice(0, MOST_NAMED), `and ${rest} more link faults`] : sentences;
}

/** Ports of a network with a tag are the main network's. */
const nameOf = ({ network, name }: LinkStatus): string => (network === undefined ? name : `${name} of ${network}`);

function sentenceOf(link: LinkStatus): string {
  const {
    hosts: [a, b],
    state,
    seen,
  } = link;
  const name = nameOf(link);
  const [from, to] = seen[0] === 'up' || seen[1] === 'absent' ? [a, b] : [b, a];
  return state === 'one-way'
    ? `link ${name} is one-way: ${from} reaches ${to}, but ${to} does not reach ${from}`
    : `link ${name} exists at one end only: ${to} does not have ${from} among its peers`;
}

function downSentences(down: readonly LinkStatus[]): string[] {
  const rest = new Set(down);
  const sentences: string[] = [];
  const byHost = new Map<string, LinkStatus[]>();
  for (const link of down) {
    for (const host of link.hosts) byHost.set(host, [...(byHost.get(host) ?? []), link]);
  }
  for (const [host, own] of [...byHost].toSorted(([, one], [, other]) => other.length - one.length)) {
    const left = own.filter((link) => rest.delete(link));
    if (left.length === 0) continue;
    const others = [...new Set(left.map(({ hosts: [a, b] }) => (a === host ? b : a)))];
    sentences.push(
      `${left.length === 1 ? `link ${left[0] && nameOf(left[0])} is down` : `${left.length} links are down`}: ${host} and ${fewOf(others)} do not reach each other`,
    );
  }
  return sentences;
}
