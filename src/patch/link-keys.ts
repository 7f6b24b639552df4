import type { Cluster, Node } from '../mesh/mesh.ts';
import { wireguardPort } from '../mesh/wireguard-port.ts';
import type { ChangingLink } from './turns.ts';

/** By which public key others know a host at each of its UDP ports of WireGuard; nothing where nothing is encrypted. */
export type HostKeys = ReadonlyMap<string, string>;

/** Those of a link's two ends. */
export type LinkKeys = readonly [HostKeys, HostKeys];

export const NO_KEYS: HostKeys = new Map();

export function plannedKeys({ encryption }: Cluster, { wireguard }: Node): HostKeys {
  if (!encryption || !wireguard) return NO_KEYS;
  const ports = encryption.generations.map((generation) => String(wireguardPort(encryption, generation)));
  return new Map(ports.map((port, index) => [port, wireguard.keys[index]?.publicKey ?? '']));
}

/** A link by one plan. */
export interface LinkSide {
  /** Hosts that say the same of a link reach each other over it; `''` where there is none. */
  readonly said: string;
  readonly keys: LinkKeys;
}

/** A link by the old plan and by the new one, where they have it. */
export function changingLink(
  { network, hosts }: Pick<ChangingLink, 'network' | 'hosts'>,
  old: LinkSide | undefined,
  young: LinkSide | undefined,
): ChangingLink {
  const [ofOld = '', ofNew = ''] = [old?.said, young?.said];
  const isSame = !old || !young || ofNew === '' || areConnected(old.keys, young.keys);
  return { network, hosts, ofOld, ofNew: isSame ? ofNew : `${ofNew} by other keys` };
}

/**
 * Whether WireGuard connects two hosts of which one has the old keys and the other the new ones: at one port both ends have
 * what they had, as while keys are rotated. What leaves WireGuard or comes to it has other addresses anyway.
 */
const areConnected = (old: LinkKeys, young: LinkKeys): boolean =>
  old[0].size === 0 ||
  young[0].size === 0 ||
  [...young[0].keys()].some((port) => young.every((keys, end) => keys.get(port) === old[end]?.get(port)));
