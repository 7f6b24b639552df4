import { describeCluster } from '../cluster.ts';
import { keepsUserData } from '../encryption.ts';
import { comesBack, comesUp, isIdempotent } from '../life.ts';
import { manifestOf } from '../manifest.ts';
import { keepsItsPromises } from '../promises.ts';

/** Geneve over the IPv4 addresses of WireGuard, which runs over 1500 bytes of IPv6. */
const MTU = 1370;

const manifest = manifestOf({
  hosts: 2,
  family: 6,
  network: { tunnel: 'geneve' },
  rest: { firewall: 'firewalld', encryption: 'wireguard' },
});

describeCluster(
  'wireguard-ipv6',
  manifest,
  {},
  (cluster) => {
    comesUp(cluster);
    keepsItsPromises(cluster, MTU);
    keepsUserData(cluster);
    isIdempotent(cluster);
    comesBack(cluster, 'host1', 'host2', MTU);
  },
  { seed: new Uint8Array(32).fill(7) },
);
