import { expect, it } from 'vitest';
import { patch } from '../../src/patch/patch.ts';
import type { Cluster } from './cluster.ts';

/** A network that only declared containers are in. */
export const GREEN = { green: { subnet: '10.79.0.0/16' } };

/** One on each host; the second knows the first by a name. */
export const DECLARED = {
  first: {
    image: 'busybox:lab',
    hosts: 'host1',
    networks: { green: { address: '10.79.1.200' } },
    command: ['sleep', '86400'],
    healthcheck: { test: ['CMD', 'true'], interval: '2s' },
  },
  second: {
    image: 'busybox:lab',
    hosts: 'host2',
    networks: ['green'],
    links: ['first:one'],
    command: ['sleep', '86400'],
    environment: { TEXT: `it's "$HOME" \`id\` $(id)\nnext` },
  },
};

const RUNS = 'until docker inspect -f "{{.State.Running}}" "$1" 2>/dev/null | grep -q true; do sleep 1; done';

/** A patch brings declared containers to hosts that run. @param manifestsOf what a host was booted with, and the same with containers */
export function takesContainers(
  cluster: Cluster,
  manifestsOf: (host: string) => { readonly before: string; readonly after: string },
): void {
  it('runs declared containers once it is patched, and their names lead across hosts', async () => {
    for (const host of cluster.hosts) {
      const { before, after } = manifestsOf(host);
      const { script } = patch({ text: after, lock: undefined }, host, { text: before, lock: undefined });
      if (script === undefined) throw new Error('the manifest is wrong');
      await cluster.lab.on(host, `sh -s <<'PATCH'\n${script}\nPATCH`);
    }
    await looksDeclared(cluster);
  });
}

/** What holds after every boot. */
export function keepsContainers(cluster: Cluster): void {
  it('has its declared containers again, at their addresses', () => looksDeclared(cluster));
}

async function looksDeclared({ lab }: Cluster): Promise<void> {
  await lab.on('host1', RUNS, 'first');
  await lab.on('host2', RUNS, 'second');
  await lab.on('host2', 'docker exec second ping -c 3 -W 10 one >/dev/null');
  const address = `docker inspect -f '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}' "$1"`;
  expect((await lab.on('host1', address, 'first')).trim()).toBe('10.79.1.200');
  expect((await lab.on('host2', address, 'second')).trim()).toBe('10.79.2.128');
  expect(await lab.on('host2', `docker exec second sh -c 'echo "$TEXT"'`)).toBe(
    `${DECLARED.second.environment.TEXT}\n`,
  );
  for (const host of ['host1', 'host2']) {
    const said = await lab.on(host, 'meshinit-check');
    expect(said).toMatch(/^ok +container (first|second) runs$/m);
    expect(await lab.on(host, 'cat /run/meshinit/status')).toBe('ready\n');
  }
}
