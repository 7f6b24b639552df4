import { expect, it } from 'vitest';
import { patch } from '../../src/patch/patch.ts';
import type { Cluster } from './cluster.ts';
import { STATE } from './life.ts';
import { until } from './until.ts';

/** Manifests that a running cluster is brought to, host by host. */
interface Wanted {
  /** With `monitor` and a label of Docker's more than the cluster has. */
  readonly watched: string;
  /** With another key of the tunnels, which leads nowhere while one host alone has it. */
  readonly cutOff: string;
}

/** A host that runs is brought to another manifest and back, and comes back by itself where it lost the mesh. */
export function takesPatches(cluster: Cluster, { watched, cutOff }: Wanted): void {
  const host = 'host1';
  const script = (after: string, before: string): string => {
    const made = patch({ text: after, lock: undefined }, host, { text: before, lock: undefined });
    if (made.script === undefined) throw new Error(made.fault?.message ?? 'the manifest is wrong');
    return made.script;
  };
  const run = (text: string, ...words: string[]) => cluster.lab.tryOn(host, text, ...words);

  it('takes a patch while it runs, with Docker’s containers, and the way back', async () => {
    const before = await cluster.lab.on(host, STATE);
    const there = await run(script(watched, cluster.manifest));
    expect(there.stdout).toContain('lets Docker read its options again');
    expect(there.stdout).toContain('meshinit: host1 is patched');
    expect(await cluster.lab.on(host, `docker info -f '{{json .Labels}}'`)).toBe('["lane=patched"]\n');
    expect(await cluster.lab.on(host, 'systemctl is-active meshinit-monitor.timer')).toBe('active\n');
    const back = await run(script(cluster.manifest, watched));
    expect(back.stdout).toContain('removes /etc/systemd/system/meshinit-monitor.timer');
    expect(back.status).toBe(0);
    expect(await cluster.lab.on(host, STATE)).toBe(before);
  });

  it('takes a patch back by itself that cost it the mesh', async () => {
    const before = await cluster.lab.on(host, STATE);
    const { status, stdout } = await run(script(cutOff, cluster.manifest), '--within', '5');
    expect(stdout).toContain('is patched, but does not reach host2');
    expect(status).toBe(3);
    await until('the patch is taken back', async () => (await run('[ ! -e /var/lib/meshinit/patch ]')).status === 0);
    expect(await cluster.lab.on(host, STATE)).toBe(before);
    await cluster.lab.on(
      host,
      'ping -n -q -c 20 -i 0.5 -W 5 "$1" | grep -q "[1-9][0-9]* received"',
      cluster.bridge('host2'),
    );
  });
}
