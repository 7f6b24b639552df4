import { expect, it } from 'vitest';
import type { Cluster } from './cluster.ts';

/** Providers serve metadata at a link-local address, by the host's own network. */
export function leavesMetadataAlone(cluster: Cluster): void {
  it('takes no way to link-local addresses, where providers have their metadata', async () => {
    for (const { machine } of cluster.hosts.values()) {
      expect(await machine.run('ip -4 route show 169.254.0.0/16')).toBe('');
    }
  });
}
