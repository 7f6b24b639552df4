import { type AddressRange, parseAddressRange } from '../addresses/address-range.ts';
import { layoutOf } from '../layouts/layouts.ts';
import type { Family } from '../tunnels/tunnel.ts';
import type { Network } from './network.ts';
import type { ManifestInput } from './schema.ts';
import { WIREGUARD_PORT } from './wireguard-port.ts';

/** What the manifest says of WireGuard under the tunnels. */
export interface WrittenEncryption {
  /** As given; the planner knows the default. */
  readonly range: AddressRange | undefined;
  /** UDP port of even generations of keys. */
  readonly port: number;
}

export function readEncryption({ encryption }: ManifestInput): WrittenEncryption | undefined {
  const { kind, range, port }: Exclude<typeof encryption, string | undefined> =
    typeof encryption === 'object' ? encryption : { kind: encryption ?? 'none' };
  if (kind === 'none') return undefined;
  const block = range === undefined ? undefined : parseAddressRange(range);
  return { range: block && 'fault' in block ? undefined : block, port: port ?? WIREGUARD_PORT };
}

/** Networks whose tunnels run between WireGuard addresses: the underlay's family is one layer further out. */
export function encryptedNetworks(
  [main, ...others]: readonly [Network, ...Network[]],
  { range }: WrittenEncryption,
): [Network, ...Network[]] {
  const family = range?.family ?? DEFAULT_FAMILY;
  const encrypted = (network: Network): Network => ({
    ...network,
    tunnel: { ...inside(network), family, encryptedOver: network.tunnel.family },
  });
  return [encrypted(main), ...others.map(encrypted)];
}

/** WireGuard itself carries routes: there is nothing that VXLAN, the default, would be for. A key or a port has its law. */
function inside({ layout, tunnel }: Network): Network['tunnel'] {
  return layoutOf(layout).isRouted && tunnel.kind === 'vxlan' ? { ...tunnel, kind: 'none' } : tunnel;
}

/** Of the WireGuard addresses that the planner takes by default. */
const DEFAULT_FAMILY: Family = 4;
