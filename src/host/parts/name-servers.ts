import { ipv4Text } from '../../addresses/address.ts';
import type { HostPlan } from '../host-plan.ts';

/** TCP port at which a host tells its names to others: nobody's at IANA, and dnsmasq has 53. */
export const DIRECTORY_PORT = 5380;

/** A container's C library asks no more than these (resolv.conf(5), MAXNS). */
const MOST = 3;

/**
 * The addresses at which a host's containers ask for names. Those of an internal network reach no address but that
 * network's; every other container reaches the main one's, which comes first.
 */
export function nameServers({ networks }: HostPlan): string[] {
  const [main, ...further] = networks;
  const internal = further.filter(({ mesh }) => mesh.internal);
  return [main, ...internal].slice(0, MOST).map(({ member }) => ipv4Text(member.bridge));
}
