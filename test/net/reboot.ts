import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { Cluster } from './cluster.ts';
import { bridgeAddress, startContainer } from './containers.ts';
import type { Host } from './host.ts';
import { reaches } from './ping.ts';

/** How each way to keep a network comes up at boot, in the order of its units or jobs. */
const BOOTS = {
  systemd: 'systemctl start meshinit-firewall.service meshinit-mesh.service docker.service',
  ifupdown: 'systemctl start meshinit-firewall.service networking.service meshinit-mesh.service docker.service',
  // network.service brings up what has ONBOOT=yes.
  ifcfg: 'systemctl start network.service meshinit-mesh.service docker.service',
  upstart: 'meshinit-firewall; ifup -a; meshinit-mesh; initctl start docker',
} as const;

/**
 * What a reboot takes away, as far as namespaces can lose it: devices, rules, /run and containers. Files and Open
 * vSwitch's database stay. That a boot runs these units, and in this order, is for the boot lane to show.
 */
export function returnsAfterReboot(cluster: Cluster, boot: keyof typeof BOOTS): void {
  it('stands again after a reboot of a host', async () => {
    const host = cluster.host(cluster.mesh.members[1]?.name ?? '');
    await forget(host);
    await host.machine.run(`set -e\n${host.document.bootcmd?.join('\n') ?? ''}\n${BOOTS[boot]}`);
    cluster.containers.set(host.name, await startContainer(host, 10));
    for (const { name, plan } of cluster.hosts.values()) {
      if (name !== host.name) expect(await reaches(host, bridgeAddress(cluster.mesh, plan.name), 60)).toBe(true);
    }
    expect(readFileSync(host.machine.path('/run/meshinit/status'), 'utf8')).toBe('ready\n');
  });
}

async function forget({ machine, dataplane }: Host): Promise<void> {
  const kept = ['lo', 'eth0', ...dataplane.keeps].join(' | ');
  await machine.run(`set -e
    ${dataplane.stop}
    ip -all netns delete
    for device in $(ls /sys/class/net); do
      case $device in ${kept}) ;; *) ip link delete "$device" 2>/dev/null || : ;; esac
    done
    nft list tables | grep -v ' lane$' | while read -r table; do nft delete $table; done
    rm -rf /run/network/* /run/meshinit /run/stand-in/active
    ${dataplane.restart}`);
}
