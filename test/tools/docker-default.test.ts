import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { distinctFiles, hostCases } from '../support/cases.ts';
import { execute } from '../support/execute.ts';
import { temporaryDirectory, writeTree } from '../support/temporary.ts';

interface Sourced {
  /** DOCKER_OPTS, split as upstart's and systemd's `$DOCKER_OPTS` are. */
  readonly words: readonly string[];
  /** Seconds that it slept each time. */
  readonly slept: readonly string[];
  readonly stderr: string;
  readonly status: number | string;
}

/** Sources the file as the init system does; `ip` and `sleep` are stubs. */
async function source(content: string, addressThere: boolean): Promise<Sourced> {
  const directory = temporaryDirectory();
  writeTree(directory, [
    {
      path: 'ip',
      mode: 0o755,
      content: `#!/bin/sh\n[ "$*" = 'add show docker0' ] || { echo "ip $*" >&2; exit 1; }\n${
        addressThere ? "echo '    inet 172.17.42.1/16 brd 172.17.255.255 scope global docker0'\n" : ''
      }`,
    },
    { path: 'sleep', mode: 0o755, content: `#!/bin/sh\necho "$1" >>'${directory}/slept'\n` },
    { path: 'docker', content },
  ]);
  const script = `set -eu\n. '${directory}/docker'\nset -f\nfor word in $DOCKER_OPTS; do echo "word $word"; done\ncat '${directory}/slept' 2>/dev/null || :\n`;
  const env = { PATH: `${directory}:/usr/bin:/bin` };
  const { stdout, stderr, status } = await execute('sh', ['-c', script], { env, cwd: join(directory) });
  const lines = stdout.split('\n').filter((line) => line !== '');
  return {
    words: lines.filter((line) => line.startsWith('word ')).map((line) => line.slice('word '.length)),
    slept: lines.filter((line) => !line.startsWith('word ')),
    stderr,
    status,
  };
}

const isDefault = ({ path }: { path: string }): boolean => path === '/etc/default/docker';

describe('/etc/default/docker of examples/wiredcraft-gre.yaml', () => {
  const slices = ['172.17.64.0/18', '172.17.128.0/18', '172.17.192.0/18'];
  const hosts = hostCases.filter(({ cluster }) => cluster === 'examples/wiredcraft-gre.yaml');

  test('gives Docker the article’s options, as exact words', async () => {
    for (const [index, host] of hosts.entries()) {
      const content = host.files.find(isDefault)?.content ?? '';
      expect(await source(content, true)).toEqual({
        words: [
          '-H',
          'unix:///var/run/docker.sock',
          `--fixed-cidr=${slices[index]}`,
          '--bridge',
          'docker0',
          '--mtu',
          '1462',
        ],
        slept: [],
        stderr: '',
        status: 0,
      });
    }
    expect(hosts).toHaveLength(3);
  });

  test('waits 5 and then 15 seconds for the bridge’s address, and goes on all the same', async () => {
    const content = hosts[0]?.files.find(isDefault)?.content ?? '';
    const { slept, status } = await source(content, false);
    expect({ slept, status }).toEqual({ slept: ['5', '15'], status: 0 });
  });
});

describe('a shell makes of DOCKER_OPTS what the manifest says, in', () => {
  for (const { title, content, host } of distinctFiles(isDefault)) {
    test(title, async () => {
      const { words, status, stderr } = await source(content, true);
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(words[0]).toBe('-H');
      expect(words.filter((word) => /[$`'"\\]/.test(word))).toEqual([]);
      if (host.document.os !== 'ubuntu-14.04') {
        expect(words).toHaveLength(2);
        return;
      }
      expect(words.slice(0, 2)).toEqual(['-H', 'unix:///var/run/docker.sock']);
      const daemon = ['--dns=10.0.0.2', '--dns=10.0.0.3', '--label=tier=web', '--debug=true'];
      const expected = host.cluster.includes('daemon true') ? daemon : [];
      expect(words.filter((word) => /^--(dns|label|debug)/.test(word))).toEqual(expected);
    });
  }
});
