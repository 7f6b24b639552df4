import type { Namespace } from './namespace.ts';
import { hostOf, type Place, within } from './ping.ts';

/** Where a packet is looked for: a namespace, and a command that enters a place within it. */
interface Spot {
  readonly machine: Namespace;
  readonly within: string;
}

export const spotOf = (place: Place): Spot => ({ machine: hostOf(place).machine, within: within(place) });

/** Source addresses of the echo requests that arrive on eth0 of a spot while `sends` runs. */
export const sourcesSeen = (spot: Spot, sends: () => Promise<unknown>): Promise<string[]> =>
  sourcesOf(spot, 'icmp[icmptype] == icmp-echo', sends);

/** The same of IPv6. */
export const sourcesSeen6 = (spot: Spot, sends: () => Promise<unknown>): Promise<string[]> =>
  sourcesOf(spot, 'icmp6[icmp6type] == icmp6-echo', sends);

/** Addresses that are looked up by ARP, as they arrive there. */
export const lookUpsSeen = (spot: Spot, sends: () => Promise<unknown>): Promise<string[]> =>
  sourcesOf(spot, 'arp[6:2] == 1', sends, /who-has (\S+) /g);

/** Sources of such packets, as tcpdump's filters say it. */
export async function sourcesOf(
  { machine, within: enter }: Spot,
  packets: string,
  sends: () => Promise<unknown>,
  what = /IP6? (\S+) > /g,
): Promise<string[]> {
  const sniffer = machine.spawn(`echo "pid $$"; exec ${enter}tcpdump -n -l -i eth0 '${packets}'`);
  let said = '';
  sniffer.stdout.on('data', (data) => (said += data));
  await new Promise<void>((listens, fails) => {
    sniffer.stderr.on('data', (data) => String(data).includes('listening on') && listens());
    sniffer.on('close', () => fails(new Error(`tcpdump ended: ${said}`)));
  });
  await sends();
  await machine.try(`sleep 0.3; kill ${/^pid (\d+)/.exec(said)?.[1]}`);
  return [...new Set([...said.matchAll(what)].map(([, source]) => source as string))];
}

/** What crosses the underlay and is neither WireGuard's nor a network's own (ARP, neighbour discovery, unreachable ports). */
export const FOREIGN =
  'not arp and not icmp6 and not ip6 proto 0 and not icmp[icmptype] == icmp-unreach and not udp port 51820 and not udp port 51821';

/**
 * A sniffer on the underlay until its result is asked for: the packets that it saw.
 * @param namespace of the underlay
 */
export async function sniff(namespace: Namespace, filter: string): Promise<() => Promise<string[]>> {
  const sniffer = namespace.spawn(`echo "pid $$"; exec tcpdump -tt -n -l -i lan "${filter}"`);
  let said = '';
  sniffer.stdout.on('data', (data) => (said += data));
  await new Promise<void>((listens, fails) => {
    sniffer.stderr.on('data', (data) => String(data).includes('listening on') && listens());
    sniffer.on('close', () => fails(new Error(`tcpdump ended: ${said}`)));
  });
  return async () => {
    await namespace.try(`sleep 0.5; kill ${/^pid (\d+)/.exec(said)?.[1]}`);
    return said.split('\n').filter((line) => line !== '' && !line.startsWith('pid '));
  };
}
