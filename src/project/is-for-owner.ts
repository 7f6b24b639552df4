import type { Taint } from '../secrets/taint.ts';
import { isInNoDocument, isKnownToPeers } from './secret-places.ts';

/**
 * Whether a host's document may hold what came by `$secret`: its own, every host's, or its peers' addresses. What its
 * containers hold, the file that lists them tells.
 */
export const isForOwner = ({ values }: Taint, host: string): boolean =>
  values.some(
    ({ path }) =>
      !isInNoDocument(path) &&
      path[0] !== 'containers' &&
      (path[0] !== 'hosts' || path[1] === host || isKnownToPeers(path)),
  );
