import found from '../host/scripts/routed-wireguard-found.sh';
import { WIREGUARD_DEVICES } from '../host/wireguard-devices.ts';
import { isPlain } from '../tunnels/tunnels.ts';
import { routedPlain } from './routed-plain.ts';

/** WireGuard's own device, which takes a packet to the peer whose slice it is for. */
export const routedWireguard = routedPlain(found, {
  title: 'routed WireGuard',
  carries: ({ kind, encryptedOver }) => isPlain(kind) && encryptedOver !== undefined,
  peersBy: () => WIREGUARD_DEVICES,
});
