import { type AddressRange, rangesOverlap } from '../../addresses/address-range.ts';
import { type Cidr, cidrText, overlaps } from '../../addresses/cidr.ts';
import { isNamed } from '../../addresses/host-address.ts';
import type { ManifestPath } from '../../diagnostics/diagnostic.ts';
import { layoutOf } from '../../layouts/layouts.ts';
import type { Manifest } from '../../manifest/manifest.ts';
import { networkKey, networkPath } from '../../manifest/network.ts';
import { DEFAULT_POOL, type Overlay } from '../../manifest/overlay.ts';
import { underlaysOf } from '../../manifest/underlays.ts';
import { swarmOf } from '../overlay-examples.ts';
import type { Rule } from '../rule.ts';
import { refusedRange } from '../subnet.ts';

/** Docker's default pools have nothing smaller, and its own addresses take four of a network. */
const [SHORTEST, LONGEST] = [8, 28];
/** Each network of the pool is a /24. */
const LONGEST_POOL = 24;

export const overlaySubnets = {
  law: {
    code: 'MI0443',
    severity: 'error',
    title: 'Overlay networks need ranges of their own.',
    explanation:
      'A host would send what is for another host’s address into the overlay, or for a container of one network to another. Swarm’s own default, 10.0.0.0/8, holds the addresses of most clouds: meshinit gives it 10.200.0.0/16, or `address_pool`.',
    wrong: swarmOf('managers: [host1], address_pool: 10.0.0.0/16'),
    right: swarmOf('managers: [host1], address_pool: 10.210.0.0/16'),
  },
  check({ manifest, isBroken, report }) {
    const { overlay } = manifest;
    if (!overlay) return;
    const taken = takenRanges(manifest);
    const own: Range[] = [];
    for (const range of rangesOf(overlay, manifest).filter(({ path }) => !isBroken(path))) {
      const size = sizeFault(range);
      const clash =
        taken.find((other) => rangesOverlap(other, wide(range.block))) ?? own.find((other) => isClash(other, range));
      own.push(range);
      if (!size && !clash) continue;
      report({
        path: range.path,
        message: size ?? `${range.what} overlaps ${clash?.what}`,
        hint: size ? range.sizes : 'Use another range, such as 10.210.0.0/16.',
        related: size || !clash ? [] : [{ path: clash.path, message: clash.what }],
      });
    }
  },
} as const satisfies Rule;

interface Taken {
  readonly what: string;
  readonly path: ManifestPath;
}

interface Range extends Taken {
  readonly block: Cidr;
  readonly isPool: boolean;
  /** What sizes are legal, for people. */
  readonly sizes: string;
}

/** Swarm leaves out of its pool what networks name: the two may overlap. */
const isClash = (a: Range, b: Range): boolean => a.isPool === b.isPool && overlaps(a.block, b.block);

function rangesOf({ networks, addressPool }: Overlay, { input }: Manifest): Range[] {
  const given = input.overlay?.address_pool;
  const pool: Range[] = addressPool
    ? [
        {
          block: addressPool,
          isPool: true,
          what:
            given === undefined ? `the address pool ${DEFAULT_POOL}, the default,` : `overlay.address_pool ${given}`,
          path: given === undefined ? ['overlay'] : ['overlay', 'address_pool'],
          sizes: `Legal are /${SHORTEST} to /${LONGEST_POOL}.`,
        },
      ]
    : [];
  const subnets = networks.flatMap(({ path, subnet }): Range[] =>
    subnet
      ? [
          {
            block: subnet,
            isPool: false,
            what: `${path.join('.')}.subnet ${cidrText(subnet)}`,
            path: [...path, 'subnet'],
            sizes: `Legal are /${SHORTEST} to /${LONGEST}.`,
          },
        ]
      : [],
  );
  return [...pool, ...subnets];
}

function sizeFault({ block, isPool, what }: Range): string | undefined {
  const special = refusedRange(block);
  if (special) return `${what} contains addresses that no container can have`;
  const longest = isPool ? LONGEST_POOL : LONGEST;
  if (block.prefix < SHORTEST) return `${what} is larger than any private block`;
  return block.prefix > longest ? `${what} has no room: the smallest is /${longest}` : undefined;
}

const wide = (block: Cidr): AddressRange => ({
  family: 4,
  first: BigInt(block.first),
  last: BigInt(block.last),
  text: cidrText(block),
});

type TakenRange = Taken & AddressRange;

function takenRanges({ hosts, networks, encryption }: Manifest): TakenRange[] {
  const subnets = networks
    .filter(({ layout }) => layoutOf(layout).isBuilt)
    .flatMap((network): TakenRange[] =>
      network.subnet
        ? [
            {
              ...wide(network.subnet),
              what: `${networkKey(network, 'subnet')} ${cidrText(network.subnet)}`,
              path: network.input.subnet === undefined ? network.path : networkPath(network, 'subnet'),
            },
          ]
        : [],
    );
  const underlays = hosts.flatMap(underlaysOf).flatMap(({ address, path }): TakenRange[] => {
    if (isNamed(address)) return [];
    const { family, value, text } = address;
    return [{ family, first: value, last: value, text, what: `${path.join('.')} ${text}`, path }];
  });
  const range = encryption?.range;
  const wireguard = range ? [{ ...range, what: `encryption.range ${range.text}`, path: ['encryption', 'range'] }] : [];
  return [...subnets, ...wireguard, ...underlays];
}
