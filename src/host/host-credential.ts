import { type Address, parseAddress } from '../addresses/address.ts';
import { isNamed } from '../addresses/host-address.ts';
import type { Host } from '../manifest/host.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { underlaysOf } from '../manifest/underlays.ts';
import type { Node } from '../mesh/mesh.ts';
import type { PlannedOverlay } from '../mesh/planned-overlay.ts';
import type { HostCredential, Identity } from '../pki/pki.ts';
import { standInCredential } from '../pki/stand-in-credential.ts';

/** What a host shows its peers by TLS: of the seed; where that is not given, a stand-in. */
export function hostCredential(
  { keys }: Manifest,
  host: Host,
  node: Node,
  overlay: PlannedOverlay | undefined,
): HostCredential {
  if (!overlay) throw new Error('only hosts of an overlay have certificates');
  const { authorities } = overlay;
  const identity = identityOf(host, node);
  const [oldest, ...others] = authorities.map(({ generation }) => generation);
  return keys && oldest !== undefined
    ? keys.pki.credentialOf(identity, [oldest, ...others])
    : standInCredential(identity, authorities);
}

/** What checks where a connection comes from, as etcd does, finds a host's own programs at these. */
const LOOPBACK = ['127.0.0.1', '::1'];

function addressOf(text: string): Address {
  const address = parseAddress(text);
  if ('fault' in address) throw new Error(address.fault);
  return address;
}

/** A host by every name and address that a peer may reach it at, or see it come from. */
function identityOf(host: Host, { name, number, wireguard }: Node): Identity {
  const underlays = underlaysOf(host).map(({ address }) => address);
  const named = underlays.filter(isNamed).map(({ text }) => text);
  const addresses = [
    ...underlays.flatMap((address) => (isNamed(address) ? [] : [address])),
    ...(wireguard ? [wireguard.address] : []),
    ...LOOPBACK.map(addressOf),
  ];
  const byText = new Map(addresses.map((address) => [address.text, address]));
  return { id: `${number}-${name}`, name, names: [...new Set([name, ...named])], addresses: [...byText.values()] };
}
