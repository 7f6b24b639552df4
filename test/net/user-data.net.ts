import { copyFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { type Cluster, describeCluster } from './cluster.ts';
import { bridgeAddress } from './containers.ts';
import { manifestOf } from './manifest.ts';
import { Namespace } from './namespace.ts';
import { type Place, within } from './ping.ts';
import { returnsAfterReboot } from './reboot.ts';

const DNS = fileURLToPath(new URL('dns.pl', import.meta.url));
const SERVICE = '169.254.169.254';
const SERVICE6 = 'fd00:ec2::254';

/** A provider's metadata service on the underlay: user-data by HTTP, DNS at the same address. */
async function startService(cluster: Cluster): Promise<void> {
  const machine = await Namespace.open('metadata', 'files');
  await cluster.underlay.plug(machine, 1500);
  cluster.machines.push(machine);
  copyFileSync(DNS, machine.path('/tmp/dns.pl'));
  await machine.run(
    `set -e
      ip addr add "$1"/32 dev eth0
      ip addr add "$2"/128 dev eth0 nodad
      ip route add default dev eth0
      ip -6 route add default dev eth0
      mkdir /tmp/www
      echo 'a secret' >/tmp/www/user-data
      busybox httpd -p 80 -h /tmp/www
      perl /tmp/dns.pl "$1" >/dev/null 2>&1 &`,
    SERVICE,
    SERVICE6,
  );
}

/** What a host or a container reads there within two seconds, or why it does not. */
async function read(from: Place, address: string): Promise<string> {
  const { machine } = 'host' in from ? from.host : from;
  const { output } = await machine.try(`${within(from)}timeout 2 busybox wget -q -O - "http://$1/user-data"`, address);
  return output.trim();
}

async function resolve(from: Place): Promise<string> {
  const { machine } = 'host' in from ? from.host : from;
  return (await machine.try(`${within(from)}timeout 4 busybox nslookup web.example.com "$1"`, SERVICE)).output;
}

/** IPv6 between Docker's bridge and the container, as Docker gives it where it is asked to; the bridges of all hosts are one segment. */
async function giveIpv6(cluster: Cluster, name: string): Promise<void> {
  const { host, name: container } = cluster.container(name);
  await host.machine.run(
    `set -e
      ip addr replace "fd00:99::$2/64" dev docker0 nodad
      echo 1 >/proc/sys/net/ipv6/conf/all/forwarding
      ip -n "$1" addr replace "fd00:99::c$2/64" dev eth0 nodad
      ip -n "$1" -6 route replace default via "fd00:99::$2"
      ip6tables -t nat -C POSTROUTING -s fd00:99::/64 -j MASQUERADE 2>/dev/null ||
        ip6tables -t nat -A POSTROUTING -s fd00:99::/64 -j MASQUERADE`,
    container,
    name.slice(-1),
  );
}

const WAY = `ip route replace ${SERVICE} dev eth0; ip -6 route replace ${SERVICE6} dev eth0
  ip addr replace "fd00:10::$1/64" dev eth0 nodad`;

/** How the rule of one kind of firewall is taken away, and comes back. */
interface Rule {
  readonly lift: string;
  readonly restore: string;
}

const RESTART = 'systemctl restart meshinit-firewall.service';

function keepsContainersOut(
  title: string,
  manifest: string,
  { lift, restore }: Rule,
  outlives: (cluster: Cluster, keeps: () => Promise<void>) => void,
): void {
  describeCluster(title, manifest, (cluster) => {
    const keeps = async (): Promise<void> => {
      for (const { name, machine } of cluster.hosts.values()) {
        await machine.run(WAY, name.slice(-1));
        await giveIpv6(cluster, name);
        const container = cluster.container(name);
        for (const address of [SERVICE, `[${SERVICE6}]`]) {
          expect(await read(cluster.host(name), address), name).toBe('a secret');
          expect(await read(container, address), name).not.toContain('secret');
        }
        expect(await resolve(container)).toContain('192.0.2.53');
      }
    };

    it('keeps containers from user-data, leaves them its DNS, and the host both', async () => {
      await startService(cluster);
      await keeps();
    });

    it('keeps out the containers of another host, which come through this one', async () => {
      const { host, name } = cluster.container('host2');
      const by = bridgeAddress(cluster.mesh, 'host1');
      await host.machine.run('ip -n "$1" route replace "$2" via "$3"', name, SERVICE, by);
      expect(await read(cluster.container('host2'), SERVICE)).not.toContain('secret');
      // Its own host lets it pass from now on: what keeps it out is the other one.
      await host.machine.run(lift);
      expect(await read(cluster.container('host2'), SERVICE)).not.toContain('secret');
      await host.machine.run('ip -n "$1" route delete "$2"', name, SERVICE);
      for (const address of [SERVICE, `[${SERVICE6}]`]) {
        expect(await read(cluster.container('host2'), address), 'without the rule').toBe('a secret');
      }
      await host.machine.run(restore);
    });

    it('still does when Docker has started again', async () => {
      for (const { machine } of cluster.hosts.values()) await machine.run('systemctl restart docker.service');
      await keeps();
    });

    outlives(cluster, keeps);
  });
}

function outlivesReboot(cluster: Cluster, keeps: () => Promise<void>): void {
  returnsAfterReboot(cluster, 'systemd');
  it('still does after the reboot', keeps);
}

/** It has no unit of ours that a reboot would run: its own daemon reads its own files. */
function outlivesFirewalld(cluster: Cluster, keeps: () => Promise<void>): void {
  it.each(['firewall-cmd --reload', 'firewall-cmd --complete-reload'])('still does after %s', async (command) => {
    // Docker hears of it, and puts its own rules back; its stand-in does so when it starts.
    for (const { machine } of cluster.hosts.values())
      await machine.run(`${command} && systemctl restart docker.service`);
    await keeps();
  });
}

const asked = (os: string, firewall: string): string =>
  manifestOf(2, 4, { dataplane: 'linux' }, { os }).replace(
    '\nnetwork:',
    `\nmetadata: block\nfirewall: ${firewall}\nnetwork:`,
  );

const nftables = { lift: 'nft delete chain inet meshinit forward', restore: RESTART };
keepsContainersOut('nftables', asked('debian-12', 'nftables'), nftables, outlivesReboot);
const iptables = { lift: 'iptables -t mangle -F FORWARD; ip6tables -t mangle -F FORWARD', restore: RESTART };
keepsContainersOut('iptables', asked('ubuntu-18.04', 'auto'), iptables, outlivesReboot);
const firewalld = {
  lift: `set -e
    firewall-cmd --policy=meshinit-metadata --list-rich-rules >/tmp/rules
    while read -r rule; do firewall-cmd --policy=meshinit-metadata --remove-rich-rule="$rule"; done </tmp/rules`,
  restore: 'firewall-cmd --reload',
};
keepsContainersOut('firewalld', asked('debian-12', 'firewalld'), firewalld, outlivesFirewalld);
