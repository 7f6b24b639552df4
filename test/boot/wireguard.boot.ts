import { expect, it } from 'vitest';
import { describeCluster } from './cluster.ts';
import { admitsNoStranger, keepsUserData, leavesAndComesBack, rotatesKeys } from './encryption.ts';
import { comesBack } from './life.ts';
import { manifestOf } from './manifest.ts';
import { Operator } from './operator.ts';
import { bootsWell, keepsItsPromises } from './promises.ts';
import { HOME, HOME_ROUTER, openRouters, PUBLIC, Sniffer } from './underlay.ts';

/** VXLAN in WireGuard over 1500 bytes of IPv4. */
const MTU = 1390;
/** VXLAN alone. */
const PLAIN_MTU = 1450;
const SEED = new Uint8Array(32).fill(7);

/** Two hosts in clouds, each a site of its own. */
const clouds = {
  host2: { address: '10.0.0.12', site: 'east', addresses: { public: PUBLIC['host2'] }, ssh: { host: '10.0.0.12' } },
  host3: { address: '10.0.0.13', site: 'west', addresses: { public: PUBLIC['host3'] }, ssh: { host: '10.0.0.13' } },
};
/** And one at home, whose router translates for it. */
const home = { host1: { address: 'none', site: 'home', ssh: { host: HOME } } };

/** VXLAN alone never gets to where a router translates, unless the router hands it on. */
const forwarded = {
  host1: { address: HOME, site: 'home', addresses: { public: HOME_ROUTER }, ssh: { host: HOME } },
};

const clusterOf = (ofHost: Readonly<Record<string, Readonly<Record<string, unknown>>>>, encryption: string): string =>
  manifestOf({ hosts: 3, os: 'debian-13', ofHost, rest: { firewall: 'nftables', encryption } });
const manifest = clusterOf({ ...clouds, ...home }, 'wireguard');

describeCluster(
  'wireguard',
  manifest,
  { LAB_RELEASE: 'trixie', LAB_ABSENT: 'host1 host2 host3' },
  (cluster) => {
    const { lab, hosts } = cluster;
    const operator = new Operator(cluster);
    let sniffer: Sniffer;

    // Nobody sends to the mesh before it stands: without a route of its own that would go by the default route.
    it('boots under the eyes of a sniffer', async () => {
      await openRouters(cluster);
      sniffer = await Sniffer.start(cluster, 'encrypted');
      for (const host of hosts) await lab.run('start', host);
    });
    bootsWell(cluster);
    it('runs a container on every host', () => cluster.startContainers(hosts));
    keepsItsPromises(cluster, MTU);
    keepsUserData(cluster);
    rotatesKeys(cluster, operator);
    comesBack(cluster, 'host1', 'host3', MTU);

    it('has sent nothing but WireGuard since before its first boot', async () => {
      expect(await sniffer.stop()).toEqual([]);
    });
    leavesAndComesBack(cluster, operator, {
      plain: clusterOf({ ...clouds, ...forwarded }, 'none'),
      mtu: { plain: PLAIN_MTU, encrypted: MTU },
    });
    admitsNoStranger(cluster);
  },
  { seed: SEED, own: { host1: HOME } },
);
