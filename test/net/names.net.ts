import { writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { type Cluster, describeCluster } from './cluster.ts';
import { bridgeAddress } from './containers.ts';
import { reaches } from './ping.ts';
import { keepsItsPromises } from './promises.ts';
import { returnsAfterReboot } from './reboot.ts';

const manifest = (dataplane: string): string => `meshinit: 1
name: lane
defaults: { os: debian-12 }
network: { dataplane: ${dataplane} }
hosts:
  host1: { address: 10.0.0.11 }
  host2: { address: host2.lane.test }
  host3: { address: host3.lane.test }
`;

/** What a host's resolver answers: its own file of hosts, in place of a name server. */
function answer(cluster: Cluster, at: string, names: Readonly<Record<string, readonly string[]>>): void {
  const lines = Object.entries(names).flatMap(([name, addresses]) =>
    addresses.map((address) => `${address} ${name}\n`),
  );
  writeFileSync(cluster.host(at).machine.path('/etc/hosts'), `127.0.0.1 localhost\n${lines.join('')}`);
}

const HOSTS = ['host1', 'host2', 'host3'];
const BOTH = { 'host2.lane.test': ['10.0.0.12'], 'host3.lane.test': ['10.0.0.13'] };

for (const dataplane of ['ovs', 'linux']) {
  describeCluster(
    `hosts by DNS names, ${dataplane}`,
    manifest(dataplane),
    (cluster) => {
      const resolve = (at: string) => cluster.host(at).machine.run('meshinit-names');
      it('close the tunnels before any name is resolved', async () => {
        for (const name of HOSTS) await cluster.start(name);
        const { machine } = cluster.host('host1');
        await machine.run('[ ! -e /etc/meshinit/peers ] && meshinit-firewall');
        expect(await machine.run('nft list set inet meshinit peers')).not.toContain('elements');
      });

      it('come up with those that have an address, and say which has none', async () => {
        for (const name of HOSTS) answer(cluster, name, { 'host2.lane.test': ['10.0.0.12'] });
        for (const name of HOSTS) await cluster.boot(cluster.host(name));
        expect(await reaches(cluster.container('host1'), cluster.container('host2').address, 10)).toBe(true);
        const { output } = await cluster.host('host1').machine.try('meshinit-check');
        expect(output).toContain('FAIL  host3 has an address (host3.lane.test)\n');
        expect(output).toContain('ok    host2 has an address (host2.lane.test)\n');
        expect(output.match(/^FAIL/gm)).toHaveLength(1);
      });

      it('find the other once its name has an address', async () => {
        for (const name of HOSTS) {
          answer(cluster, name, BOTH);
          await resolve(name);
        }
        expect(await reaches(cluster.container('host1'), cluster.container('host3').address, 10)).toBe(true);
      });

      keepsItsPromises(cluster);

      it('keep the answer that they have, where it is one of several or where none comes', async () => {
        const { machine } = cluster.host('host1');
        const peers = await machine.run('cat /etc/meshinit/peers');
        answer(cluster, 'host1', { ...BOTH, 'host2.lane.test': ['10.0.0.99', '10.0.0.12'] });
        await resolve('host1');
        expect(await machine.run('cat /etc/meshinit/peers')).toBe(peers);
        answer(cluster, 'host1', {});
        await resolve('host1');
        expect(await machine.run('cat /etc/meshinit/peers')).toBe(peers);
      });

      it('follow a host to another address, and shut the old one out', async () => {
        await cluster.host('host2').machine.run(`
          device=$(ip -o -4 addr show | awk '$4 == "10.0.0.12/24" { print $2 }')
          ip addr del 10.0.0.12/24 dev "$device" && ip addr add 10.0.0.22/24 dev "$device"`);
        for (const name of HOSTS) {
          answer(cluster, name, { ...BOTH, 'host2.lane.test': ['10.0.0.22'] });
          await resolve(name);
        }
        for (const name of ['host1', 'host3']) {
          expect(await reaches(cluster.host(name), bridgeAddress(cluster.mesh, 'host2'), 20)).toBe(true);
          const rules = await cluster.host(name).machine.run('nft list table inet meshinit');
          expect(rules).toContain('10.0.0.22');
          expect(rules).not.toContain('10.0.0.12');
        }
      });

      returnsAfterReboot(cluster, 'systemd');
    },
    { starts: false, addresses: { 'host2.lane.test': '10.0.0.12', 'host3.lane.test': '10.0.0.13' } },
  );
}
