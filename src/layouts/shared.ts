import { cidrText } from '../addresses/cidr.ts';
import bridgeAddress from '../host/scripts/bridge-address.sh';
import type { LayoutFacts } from './layout.ts';

/** One subnet for all, a slice of it for each host's containers; docker0 carries the switch as a port (seed 001). */
export const shared = {
  layout: 'shared',
  isBuilt: true,
  switchName: 'br0',
  hasVeth: false,
  isRouted: false,
  switchHasAddress: false,
  dockerNetwork: ({ subnet }) => subnet,
  dockerAddress: ({ bridge }) => bridge,
  dockerOptions: ({ range }, bridge) => ({ bridge, 'fixed-cidr': cidrText(range) }),
  // Docker's rule is for what comes from the bridge's network and leaves by another device: that is the whole cluster.
  dockerMasquerades: true,
  scripts: {
    join: 'ip link set dev "$SWITCH" master "$BRIDGE" up',
    functions: [],
    addresses: [bridgeAddress],
    checks: [],
  },
} as const satisfies LayoutFacts;
