import { expect, it } from 'vitest';
import type { Cluster } from './cluster.ts';
import { reaches } from './ping.ts';

/**
 * What keeps the network is started again on a host whose containers run: they stay in the mesh, and in the world.
 * @param unit that has been running since the host's boot
 */
export function survivesRestart(cluster: Cluster, unit: string): void {
  it(`keeps its containers in the mesh when ${unit} is started again`, async () => {
    const host = cluster.host(cluster.mesh.members[1]?.name ?? '');
    await host.machine.run(`systemctl restart ${unit}`);
    for (const { name } of cluster.hosts.values()) {
      if (name === host.name) continue;
      expect(await reaches(cluster.container(host.name), cluster.container(name).address, 60)).toBe(true);
      expect(await reaches(cluster.container(name), cluster.container(host.name).address)).toBe(true);
    }
    expect(await host.machine.run('sysctl -n net.ipv4.ip_forward')).toBe('1\n');
    const { output } = await host.machine.try('meshinit-check');
    expect(output.match(/^FAIL.*(?<!is masqueraded)$/gm)).toBeNull();
  });
}
