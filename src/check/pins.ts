import { ipv4Text } from '../addresses/address.ts';
import type { Cidr } from '../addresses/cidr.ts';
import { specialRangeOf } from '../addresses/special-ranges.ts';
import type { ManifestPath } from '../diagnostics/diagnostic.ts';
import type { Host } from '../manifest/host.ts';
import type { Network } from '../manifest/network.ts';

/** A container range that a host pins. */
export interface SlicePin {
  readonly host: Host;
  readonly path: ManifestPath;
  readonly slice: Cidr;
}

/** A mesh address that a host pins. */
export interface BridgePin {
  readonly host: Host;
  readonly path: ManifestPath;
  /** An IPv4 number. */
  readonly bridge: number;
  readonly text: string;
}

/** The pinned slices that can be read, in the manifest's order. */
export function slicePins({ members }: Network): SlicePin[] {
  return members.flatMap(({ host, path, slice }) =>
    slice === undefined ? [] : [{ host, path: [...path, 'slice'], slice }],
  );
}

/** The pinned mesh addresses that a host could have at all (MI0303 speaks of the others), in the manifest's order. */
export function bridgePins({ members }: Network): BridgePin[] {
  return members.flatMap(({ host, path, bridge }) => {
    if (bridge === undefined || isRefused(bridge)) return [];
    return [{ host, path: [...path, 'bridge'], bridge, text: ipv4Text(bridge) }];
  });
}

/** Whether no host can have an IPv4 address: loopback, link-local, multicast and the like. */
export function isRefused(address: number): boolean {
  const range = specialRangeOf({ family: 4, text: ipv4Text(address), value: BigInt(address) });
  return range?.use === 'refused';
}
