import { ipv4Text } from '../addresses/address.ts';
import bridgeAddress from '../host/scripts/bridge-address.sh';
import switchAddress from '../host/scripts/switch-address.sh';
import checks from '../host/scripts/switch-address-checks.sh';
import type { LayoutFacts, LayoutNumbers } from './layout.ts';

/** docker0 has the slice's first usable address. */
const first = ({ slice }: LayoutNumbers): number => slice.first + 1;

/** A subnet for each host, and a route to it on every other: no broadcast leaves a host (flannel's form). */
export const routed = {
  layout: 'routed',
  isBuilt: true,
  switchName: 'sw0',
  hasVeth: false,
  isRouted: true,
  switchHasAddress: true,
  dockerNetwork: ({ slice }) => slice,
  dockerAddress: first,
  dockerOptions: (numbers) => ({ bip: `${ipv4Text(first(numbers))}/${numbers.slice.prefix}` }),
  // Docker's rule would also rewrite what goes to other hosts' slices.
  dockerMasquerades: false,
  scripts: {
    join: ':',
    functions: [],
    addresses: [bridgeAddress, switchAddress],
    checks: [checks],
  },
} as const satisfies LayoutFacts;
