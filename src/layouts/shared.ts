import { cidrText } from '../addresses/cidr.ts';
import build from '../host/scripts/bridge-shared.sh';
import join from '../host/scripts/join-shared.sh';
import type { LayoutFacts } from './layout.ts';

/** One subnet for all, a slice of it for each host's containers; docker0 carries the switch as a port (seed 001). */
export const shared = {
  layout: 'shared',
  switchName: 'br0',
  hasVeth: false,
  switchHasAddress: false,
  dockerNetwork: ({ subnet }) => subnet,
  dockerAddress: ({ bridge }) => bridge,
  dockerOptions: ({ slice }, bridge) => ({ bridge, 'fixed-cidr': cidrText(slice) }),
  // Docker's rule is for what comes from the bridge's network and leaves by another device: that is the whole cluster.
  dockerMasquerades: true,
  scripts: { build, join },
} as const satisfies LayoutFacts;
