import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { distinctFiles } from '../support/cases.ts';
import { execute, said } from '../support/execute.ts';
import { temporaryDirectory, writeTree } from '../support/temporary.ts';
import { testWith, toolEnvironment } from '../support/tool.ts';

const testDockerd = testWith('dockerd', 'unshare', 'root');

/**
 * What dockerd says of a daemon.json, with the flags that its unit passes. `--validate` is of 23.0 and newer; Debian
 * 12's 20.10 reads the file, then minds its pid file, and ends where that names a process that runs: this one.
 */
async function dockerdSays(content: string, flags: readonly string[]): Promise<string> {
  const directory = temporaryDirectory();
  writeTree(directory, [
    { path: 'daemon.json', content },
    { path: 'pid', content: `${process.pid}` },
  ]);
  const args = ['--config-file', join(directory, 'daemon.json'), '--pidfile', join(directory, 'pid')];
  const rooms = ['--data-root', join(directory, 'data'), '--exec-root', join(directory, 'exec')];
  const listening = ['-H', `unix://${join(directory, 'docker.sock')}`];
  // It mounts its data directory: that is gone with the namespace.
  const command = ['--mount', 'dockerd', ...args, ...rooms, ...listening, ...flags];
  return said(await execute('unshare', command, { env: toolEnvironment }));
}

const ACCEPTED = 'pid file found';

/** The words of a line such as DOCKER_NETWORK_OPTIONS="…". */
const wordsOf = (content: string, name: string): string[] =>
  new RegExp(`^${name}="([^"]*)"`, 'm')
    .exec(content)?.[1]
    ?.split(/\s+/)
    .filter((word) => word !== '') ?? [];

/** The TCP addresses of a drop-in's command. */
const addressesOf = (content: string): string[] =>
  [...content.matchAll(/ -H (tcp:\S+)/g)].flatMap(([, address = '']) => ['-H', address]);

/** Without the key that Docker 29 brought: the dockerd of this machine may be older. */
const elderly = (content: string): string => content.replace(/,\n {2}"firewall-backend": "nftables"/, '');

describe('dockerd accepts the options of', () => {
  const hosts = distinctFiles(
    ({ path }) => path === '/etc/docker/daemon.json' || path === '/etc/sysconfig/docker-network',
  );
  for (const { title, host } of hosts) {
    const contentOf = (path: string): string => host.files.find((file) => file.path === path)?.content ?? '';
    const flags = [
      ...wordsOf(contentOf('/etc/default/docker'), 'DOCKER_OPTS'),
      ...wordsOf(contentOf('/etc/sysconfig/docker-network'), 'DOCKER_NETWORK_OPTIONS'),
      ...addressesOf(contentOf('/etc/systemd/system/docker.service.d/meshinit-api.conf')),
    ];
    testDockerd(title, async () => {
      const answer = await dockerdSays(elderly(contentOf('/etc/docker/daemon.json') || '{}'), flags);
      expect(answer).toContain(ACCEPTED);
      expect(answer).not.toMatch(/unable to configure|level=(error|fatal)/);
    });
  }
});

testDockerd('dockerd refuses an unknown key, and a key given twice, so it does look', async () => {
  expect(await dockerdSays('{ "nonsense": 1 }', [])).toContain("don't match any configuration option: nonsense");
  expect(await dockerdSays('{ "mtu": 1450 }', ['--mtu', '1400'])).toContain('both as a flag and in the configuration');
});
