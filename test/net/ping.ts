import type { Container } from './containers.ts';
import type { Host } from './host.ts';
import type { Outcome } from './namespace.ts';

/** IPv4 and ICMP headers, in bytes: what of a packet is not ping's payload. */
const HEADERS = 28;

/** Where a ping starts: a host itself or one of its containers. */
export type Place = Host | Container;

const isContainer = (place: Place): place is Container => 'host' in place;
export const hostOf = (place: Place): Host => (isContainer(place) ? place.host : place);
export const within = (place: Place): string => (isContainer(place) ? `ip netns exec ${place.name} ` : '');
export const placeName = (place: Place): string =>
  isContainer(place) ? `${place.host.name}/${place.name}` : place.name;

/** Sends packets of a size with DF set until one is answered, four at most; none after the first that cannot leave. */
export function pingWhole(from: Place, address: string, bytes: number): Promise<Outcome> {
  const ping = `${within(from)}ping -n -M do -c 1 -W 1 -s "$2" "$1" 2>&1`;
  const script = `for try in 1 2 3 4; do
    said=$(${ping}) && exit
    echo "$said"
    case $said in *'too long'*) exit 1 ;; esac
  done
  exit 1`;
  return hostOf(from).machine.try(script, address, String(bytes - HEADERS));
}

/** Whether a packet of usual size is answered within some seconds. */
export async function reaches(from: Place, address: string, seconds = 4): Promise<boolean> {
  const script = `for try in $(seq "$2"); do ${within(from)}ping -n -c 1 -W 1 "$1" && exit; done; exit 1`;
  return (await hostOf(from).machine.try(script, address, String(seconds))).status === 0;
}
