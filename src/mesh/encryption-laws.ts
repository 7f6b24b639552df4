import type { Law } from '../diagnostics/diagnostic.ts';
import { hosts, whole } from './law-manifests.ts';

const encrypted = (range: string): string => whole(`${hosts(3)}encryption: { kind: wireguard, range: ${range} }\n`);

export const rangeOverlaps = {
  code: 'MI0513',
  severity: 'error',
  title: 'WireGuard addresses must overlap no other network of the manifest.',
  explanation:
    'A host sends what goes to these addresses into WireGuard. Containers or hosts with such an address could not be reached.',
  wrong: encrypted('172.17.0.0/16'),
  right: encrypted('10.98.0.0/16'),
} as const satisfies Law;

export const rangeTooSmall = {
  code: 'MI0514',
  severity: 'error',
  title: 'encryption.range needs an address for every host.',
  explanation:
    'A host’s WireGuard address is the range’s first address plus the host’s number in the lock file. Numbers of removed hosts are not given again.',
  wrong: encrypted('10.98.0.0/30'),
  right: encrypted('10.98.0.0/24'),
} as const satisfies Law;

export const noSeed = {
  code: 'MI0515',
  severity: 'error',
  title: 'Documents with WireGuard keys, or with certificates of an overlay, need the seed.',
  explanation:
    'Each host’s private key is derived from a seed of 32 bytes, which is in no manifest and no lock file. `meshinit keys` makes it beside the manifest; `--seed FILE` and the environment variable MESHINIT_SEED (base64) name another. `check`, `plan` and `diff` need none.',
  wrong: whole(`${hosts(2)}encryption: wireguard\n`),
  right: whole(`${hosts(2)}encryption: none\n`),
} as const satisfies Law;

export const wrongSeed = {
  code: 'MI0516',
  severity: 'error',
  title: 'The seed must give the public keys in the lock file.',
  explanation:
    'With another seed a host would get a WireGuard key that its peers do not know, or a certificate of an authority that they do not trust: nothing of the mesh, or of Docker’s own overlay, would reach it.',
  wrong: whole(`${hosts(2)}encryption: wireguard\n`),
  right: whole(`${hosts(2)}encryption: none\n`),
} as const satisfies Law;

const hidden = (topology: string): string =>
  whole(
    `hosts:\n  host1: { address: 10.0.0.11 }\n  host2: { address: none }\n  host3: { address: none }\nnetwork: { topology: ${topology} }\nencryption: wireguard\n`,
  );

export const hiddenLink = {
  code: 'MI0517',
  severity: 'error',
  title: 'Two hosts behind NAT have no link.',
  explanation:
    'With `address: none` a host must begin, and two such hosts would wait for each other. A full mesh does without their link, and RSTP forwards for them; other topologies need the links that they name.',
  wrong: hidden('ring'),
  right: hidden('full'),
} as const satisfies Law;

/** What WireGuard needs of the plan: a range, a seed, and links that somebody begins. */
export const encryptionLaws = [
  rangeOverlaps,
  rangeTooSmall,
  noSeed,
  wrongSeed,
  hiddenLink,
] as const satisfies readonly Law[];
