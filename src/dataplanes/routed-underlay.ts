import found from '../host/scripts/routed-underlay-found.sh';
import { isPlain } from '../tunnels/tunnels.ts';
import { routedPlain } from './routed-plain.ts';

/** The underlay itself, which has to pass what its hosts send for their containers. */
export const routedUnderlay = routedPlain(found, {
  title: 'routed underlay',
  carries: ({ kind, encryptedOver }) => isPlain(kind) && encryptedOver === undefined,
  peersBy: undefined,
});
