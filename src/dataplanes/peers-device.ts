import type { Mesh } from '../mesh/mesh.ts';
import { isPlain } from '../tunnels/tunnels.ts';

/** The device that packets of peers are routed in by, as iptables matches devices: a tunnel, those of WireGuard, else any. */
export function peersDevice({ names, tunnel: { kind, encryptedOver } }: Pick<Mesh, 'names' | 'tunnel'>): string {
  if (!isPlain(kind)) return names.tunnel;
  return encryptedOver === undefined ? '+' : 'mi-wg+';
}
