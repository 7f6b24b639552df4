import { standInKey } from '../keys/stand-in-key.ts';
import type { Host } from '../manifest/host.ts';
import type { Manifest } from '../manifest/manifest.ts';
import type { Node, NodeKey } from '../mesh/mesh.ts';
import type { WireguardKey } from './host-wireguard.ts';

/** Where a host has a private key from: what the manifest names, else the seed; where that is not given, a stand-in. */
export function wireguardKey({ keys }: Manifest, { input }: Host, { wireguard }: Node, key: NodeKey): WireguardKey {
  const { key_file: file, key_command: command } = input.wireguard ?? {};
  if (file !== undefined) return { file };
  if (command) return { command };
  const { id } = wireguard ?? {};
  if (id === undefined || key.generation === undefined)
    throw new Error('a key pair without a private key passed the check');
  return { text: keys?.pairOf(id, key.generation).privateKey ?? standInKey(`private ${id} ${key.generation}`) };
}
