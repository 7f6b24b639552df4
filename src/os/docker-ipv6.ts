import type { DockerFrom } from './ids.ts';
import type { OsFacts } from './os-facts.ts';

/** From 27 on Docker has rules of its own in ip6tables; before, they were an experiment (moby daemon/config). */
const FILTERS_SINCE = 27;

/**
 * Before 28 `fixed-cidr-v6` is the network of Docker's default bridge, and a container's address there is made of its MAC;
 * from 28 on the network is that of the bridge's own address, and `fixed-cidr-v6` what Docker gives addresses from (moby
 * daemon/daemon_unix.go).
 */
const POOLS_SINCE = 28;

export type DockerIpv6 = 'pool' | 'prefix' | 'unknown';

const majorOf = (os: OsFacts, from: DockerFrom): number | undefined => os.docker.from[from]?.major;

/** Which of the two forms a host's Docker has; unknown where another installs it. */
export function dockerIpv6(os: OsFacts, from: DockerFrom): DockerIpv6 {
  const major = majorOf(os, from);
  if (major === undefined) return 'unknown';
  return major >= POOLS_SINCE ? 'pool' : 'prefix';
}

/** Whether its Docker filters and masquerades IPv6 by itself. */
export const filtersIpv6 = (os: OsFacts, from: DockerFrom): boolean => (majorOf(os, from) ?? 0) >= FILTERS_SINCE;
