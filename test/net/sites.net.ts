import { beforeAll, expect, it } from 'vitest';
import { describeCluster } from './cluster.ts';
import { TWO_SITES } from './manifest.ts';
import { reaches } from './ping.ts';
import { isExact, keepsItsPromises } from './promises.ts';

const MANIFEST = `meshinit: 1
name: lane
defaults: { os: debian-12 }
${TWO_SITES}`;

describeCluster(
  'two sites',
  MANIFEST,
  (cluster) => {
    beforeAll(async () => {
      for (const name of ['host1', 'host2']) {
        const { machine } = cluster.host(name);
        await machine.run('ip addr add "$1" dev br-phy', `192.168.7.1${name.at(-1)}/24`);
      }
      await Promise.all([...cluster.hosts.values()].map((host) => cluster.boot(host)));
    });

    keepsItsPromises(cluster);
    isExact(cluster);

    it('admits a peer at the address of its own site, or of the world', async () => {
      const { machine } = cluster.host('host1');
      expect(await machine.run('nft list set inet meshinit peers')).toMatch(/10\.0\.0\.13, 192\.168\.7\.12/);
    });

    it('goes on within the site when its way to the world is cut', async () => {
      await cluster.underlay.cut('10.0.0.11', '10.0.0.12');
      expect(await reaches(cluster.container('host1'), cluster.container('host2').address)).toBe(true);
      await cluster.underlay.mend();
    });
  },
  { boots: false },
);

/** Over IPv6, by systemd-networkd’s own files: a local address in them would be wrong for one of the two ways. */
const OF_NETWORKD = MANIFEST.replace('debian-12', 'amazon-linux-2023')
  .replaceAll('10.0.0.', 'fd00::')
  .replaceAll('192.168.7.', 'fd07::');

describeCluster(
  'two sites over IPv6 with networkd',
  OF_NETWORKD,
  (cluster) => {
    beforeAll(async () => {
      for (const name of ['host1', 'host2']) {
        const { machine } = cluster.host(name);
        await machine.run('ip addr add "$1" dev eth0 nodad', `fd07::1${name.at(-1)}/64`);
      }
      await Promise.all([...cluster.hosts.values()].map((host) => cluster.boot(host)));
    });

    keepsItsPromises(cluster);
    isExact(cluster);

    it('lets the kernel choose where its packets come from', async () => {
      const { machine } = cluster.host('host1');
      expect(await machine.run('ip -d link show vxlan-mesh')).not.toContain(' local ');
      expect(await machine.run('nft list set inet meshinit peers')).toMatch(/fd00::13,\s+fd07::12/);
    });
  },
  { boots: false },
);
