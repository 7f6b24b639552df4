import { ipv4Text } from '../addresses/address.ts';
import { cidrText } from '../addresses/cidr.ts';
import bridgeAddress from '../host/scripts/bridge-address.sh';
import join from '../host/scripts/join-per-host.sh';
import switchAddress from '../host/scripts/switch-address.sh';
import checks from '../host/scripts/switch-address-checks.sh';
import type { LayoutFacts, LayoutNumbers } from './layout.ts';

/** docker0 has the slice's first usable address. */
const first = ({ slice }: LayoutNumbers): number => slice.first + 1;

/** A subnet for each host; the switch has an address with the cluster's mask, a veth pair joins docker0 (seed 002). */
export const perHost = {
  layout: 'per-host',
  isBuilt: true,
  switchName: 'sw0',
  hasVeth: true,
  isRouted: false,
  switchHasAddress: true,
  dockerNetwork: ({ slice }) => slice,
  dockerAddress: first,
  dockerOptions: (numbers) => ({
    bip: `${ipv4Text(first(numbers))}/${numbers.slice.prefix}`,
    ...(numbers.range.prefix === numbers.slice.prefix ? {} : { 'fixed-cidr': cidrText(numbers.range) }),
  }),
  // Docker's rule would also rewrite what goes to other hosts' slices.
  dockerMasquerades: false,
  scripts: {
    join: 'join_bridge',
    functions: [join],
    addresses: [bridgeAddress, switchAddress],
    checks: [checks],
  },
} as const satisfies LayoutFacts;
