import { type AddressRange, addressAt } from '../addresses/address-range.ts';
import { isHidden } from '../addresses/host-address.ts';
import { fewOf } from '../check/wording.ts';
import { counted } from '../counted.ts';
import type { Reporter } from '../diagnostics/reporter.ts';
import type { WrittenEncryption } from '../manifest/encryption.ts';
import type { Host } from '../manifest/host.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { rangeTooSmall, wrongSeed } from './encryption-laws.ts';
import type { LockedEncryption, LockedKey } from './locked-keys.ts';
import type { Encryption, Node } from './mesh.ts';
import { chooseRange } from './wireguard-range.ts';

export interface Encrypted {
  readonly nodes: readonly Node[];
  readonly encryption: Encryption | undefined;
  /** What the lock is to keep. */
  readonly kept: LockedEncryption | undefined;
}

/**
 * Nodes with what WireGuard needs of them: an address by number, and public keys from the lock, else from the seed.
 * @param locked stays in the lock while nothing is encrypted, so that no generation comes twice
 */
export function encryptNodes(
  manifest: Manifest,
  nodes: readonly Node[],
  locked: LockedEncryption | undefined,
  reporter: Reporter,
): Encrypted {
  const { encryption } = manifest;
  if (!encryption) return { nodes, encryption: undefined, kept: locked };
  const range = chooseRange(manifest, encryption, locked, reporter);
  if (!range || !checkSize(range, nodes, manifest, reporter)) return { nodes, encryption: undefined, kept: locked };
  const keys = new Map(locked?.keys);
  const strangers: string[] = [];
  const made = manifest.hosts.map((host, index) => {
    const node = nodes[index];
    if (!node) throw new Error(`${host.name} has no node`);
    return encryptNode(host, node, { manifest, range, locked, keys, strangers });
  });
  if (strangers.length > 0) reportStrangers(strangers, reporter);
  const { generation = 0, former } = locked ?? {};
  return {
    nodes: made,
    encryption: encryptionOf(encryption, range, former ? [generation - 1, generation] : [generation]),
    kept: { range: range.text, generation, keys, former },
  };
}

const encryptionOf = (
  { port }: WrittenEncryption,
  range: AddressRange,
  generations: Encryption['generations'],
): Encryption => ({ kind: 'wireguard', range: range.text, family: range.family, port, generations });

interface Known {
  readonly manifest: Manifest;
  readonly range: AddressRange;
  readonly locked: LockedEncryption | undefined;
  /** The lock's, and those that are made now. */
  readonly keys: Map<string, LockedKey>;
  /** Hosts whose keys are of another seed. */
  readonly strangers: string[];
}

function encryptNode(host: Host, node: Node, known: Known): Node {
  const address = addressAt(known.range, node.number);
  const isBehindNat = [node.inside, node.outside].some((underlay) => isHidden(underlay.address));
  const { public_key: own } = host.input.wireguard ?? {};
  const { former } = known.locked ?? {};
  const count = former ? 2 : 1;
  if (own !== undefined) {
    const keys = Array.from({ length: count }, () => ({ generation: undefined, publicKey: own }));
    return { ...node, source: address, wireguard: { address, id: undefined, keys, isHidden: isBehindNat } };
  }
  const id = known.keys.get(node.name)?.id ?? `${node.number}-${node.name}`;
  const key = keyOf(node.name, id, known);
  const before = former?.get(node.name) ?? key;
  return {
    ...node,
    source: address,
    wireguard: { address, id, keys: former ? [before, key] : [key], isHidden: isBehindNat },
  };
}

/** The lock's key, which the seed must give too; a new host's is made, where the seed is there. */
function keyOf(
  name: string,
  id: string,
  { manifest, keys, strangers }: Known,
): Pick<LockedKey, 'generation'> & {
  readonly publicKey: string | undefined;
} {
  const kept = keys.get(name);
  const generation = kept?.generation ?? 0;
  const given = manifest.keys?.pairOf(id, generation).publicKey;
  if (kept && given !== undefined && given !== kept.publicKey) strangers.push(name);
  if (!kept && given !== undefined) keys.set(name, { id, generation, publicKey: given });
  return { generation, publicKey: kept?.publicKey ?? given };
}

function reportStrangers(names: readonly string[], reporter: Reporter): void {
  const [first = ''] = names;
  reporter.report(wrongSeed, {
    path: ['hosts', first],
    at: 'key',
    message: `the seed is not the one that the keys in the lock file were derived from: ${fewOf(names)}`,
    hint: 'Use the seed that made the lock file. If it is lost, make a new one and remove the lines under keys: every host gets a new key, and meshinit apply brings them to all hosts at once.',
  });
}

/** The first address and, of IPv4, the last are nobody's. */
function checkSize(range: AddressRange, nodes: readonly Node[], manifest: Manifest, reporter: Reporter): boolean {
  const highest = nodes.reduce((most, { number }) => Math.max(most, number), 0);
  if (range.first + BigInt(highest) < range.last) return true;
  reporter.report(rangeTooSmall, {
    path: manifest.encryption?.range ? ['encryption', 'range'] : ['encryption'],
    message: `encryption.range ${range.text} has no address for host number ${highest} (${counted(nodes.length, 'host')})`,
    hint: 'Use a larger encryption.range.',
  });
  return false;
}
