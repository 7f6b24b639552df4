import type { Check } from './host-answer.ts';

/**
 * The host of an overlay that a line of `meshinit-check` on another is about, by the words in `swarm-check.sh` and
 * `store-check.sh`: it comes, or comes to hold the overlay's state, in its own turn.
 */
export const nodeOfCheck = ({ what }: Check): string | undefined =>
  /^(\S+) (?:manages the swarm|is a node that is ready)$/.exec(what)?.[1] ?? /^etcd answers on (\S+)$/.exec(what)?.[1];
