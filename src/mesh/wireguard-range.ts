import { type AddressRange, knownRange, rangesOverlap } from '../addresses/address-range.ts';
import { isNamed } from '../addresses/host-address.ts';
import type { ManifestPath } from '../diagnostics/diagnostic.ts';
import type { Reporter } from '../diagnostics/reporter.ts';
import type { WrittenEncryption } from '../manifest/encryption.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { networkKey, networkPath } from '../manifest/network.ts';
import { overlayRanges } from '../manifest/overlay.ts';
import { underlaysOf } from '../manifest/underlays.ts';
import { rangeOverlaps } from './encryption-laws.ts';
import type { LockedEncryption } from './locked-keys.ts';

/** What a range may not overlap. */
interface Taken extends Pick<AddressRange, 'family' | 'first' | 'last'> {
  readonly what: string;
  readonly path: ManifestPath;
}

/** The range of WireGuard addresses: the manifest's, else the lock's, else the first private /16 that is free. */
export function chooseRange(
  manifest: Manifest,
  { range }: WrittenEncryption,
  locked: LockedEncryption | undefined,
  reporter: Reporter,
): AddressRange | undefined {
  const taken = takenRanges(manifest);
  const clashOf = (block: AddressRange): Taken | undefined => taken.find((other) => rangesOverlap(block, other));
  const wanted = range ?? (locked && knownRange(locked.range));
  const chosen = wanted ?? candidates().find((block) => !clashOf(block));
  const clash = chosen && clashOf(chosen);
  if (chosen && !clash) return chosen;
  reporter.report(rangeOverlaps, {
    path: range ? ['encryption', 'range'] : ['encryption'],
    message: clash
      ? `the WireGuard addresses, ${chosen?.text}, overlap ${clash.what}`
      : 'every private /16 overlaps something of the manifest',
    hint: 'Name another range: encryption: { kind: wireguard, range: … }.',
    related: clash ? [{ path: clash.path, message: clash.what }] : [],
  });
  return undefined;
}

/** 10.98.0.0/16 and those after it, which few networks use; where the containers have all of 10.0.0.0/8, those of 172.16.0.0/12. */
const candidates = (): AddressRange[] => [
  ...Array.from({ length: 158 }, (_, index) => knownRange(`10.${98 + index}.0.0/16`)),
  ...Array.from({ length: 16 }, (_, index) => knownRange(`172.${31 - index}.0.0/16`)),
  knownRange('192.168.0.0/16'),
];

function takenRanges({ hosts, networks, overlay }: Manifest): Taken[] {
  const subnets = networks.flatMap((network): Taken[] => {
    const { subnet } = network;
    if (!subnet) return [];
    const what = `${networkKey(network, 'subnet')}, the containers’ network`;
    const path = network.input.subnet === undefined ? network.path : networkPath(network, 'subnet');
    return [{ family: 4, first: BigInt(subnet.first), last: BigInt(subnet.last), what, path }];
  });
  const underlays = hosts.flatMap(underlaysOf).flatMap(({ address, path }): Taken[] => {
    if (isNamed(address)) return [];
    const { family, value } = address;
    return [{ family, first: value, last: value, what: `the address ${address.text}`, path }];
  });
  const ofOverlay = overlayRanges(overlay).map(
    ({ block: { first, last }, ...rest }): Taken => ({
      family: 4,
      first: BigInt(first),
      last: BigInt(last),
      ...rest,
    }),
  );
  return [...subnets, ...ofOverlay, ...underlays];
}
