import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { parse, stringify } from 'yaml';
import { runners } from '../cli/runners.ts';
import { execute, said } from '../support/execute.ts';
import { compiled, filesOf } from '../support/hosts.ts';
import { temporaryDirectory, writeTree } from '../support/temporary.ts';
import { testWith, toolEnvironment } from '../support/tool.ts';

const testDocker = testWith('dockerd', 'docker', 'unshare', 'ip', 'root');

const MANIFEST = `meshinit: 1
defaults: { os: debian-12 }
hosts: { a: { address: 10.0.0.11 }, b: { address: 10.0.0.12 } }
docker: { listen: "127.0.0.1:2376" }
`;

/**
 * In namespaces of its own: Docker as the drop-in starts it, but for systemd's socket and containerd, with the host's
 * own files. Then three clients, a line each.
 */
const SCRIPT = `set -e
cd "$1"
ip link set lo up
ip link add docker0 type bridge
ip addr add 172.17.0.1/16 dev docker0
for directory in /run /var/lib /etc/docker; do mkdir -p "$directory"; mount -t tmpfs tmpfs "$directory"; done
cp -r host/etc/docker/. /etc/docker/
command=$(sed -n 's/^ExecStart=//p' host/etc/systemd/system/docker.service.d/meshinit-api.conf | grep .)
command=$(echo "$command" | sed 's!-H fd://!-H unix:///run/docker.sock!; s!--containerd=[^ ]*!!; s![$]DOCKER_OPTS!!')
$command --iptables=false --storage-driver vfs >log 2>&1 &
for i in $(seq 120); do docker -H unix:///run/docker.sock version >/dev/null 2>&1 && break; sleep 0.5; done
call() { docker -H tcp://127.0.0.1:2376 "$@" version --format '{{.Server.Os}}' 2>&1 | tail -n 1 || :; }
echo "client: $(DOCKER_CERT_PATH=pki/client call --tlsverify)"
echo "stranger: $(call)"
echo "other host: $(DOCKER_CERT_PATH=pki/hosts/b call --tlsverify)"
grep -i 'level=\\(fatal\\|error\\)' log || :`;

testDocker(
  'Docker, as its drop-in starts it, answers who has a client’s certificate of the authority, and nobody else',
  async () => {
    const directory = temporaryDirectory();
    const plain = MANIFEST.replace(/^docker:.*\n/m, '');
    writeTree(directory, [{ path: 'meshinit.yaml', content: plain }]);
    expect(await runners[0]?.run(['pki'], { cwd: directory })).toMatchObject({ status: 0 });
    const manifest = parse(MANIFEST);
    const block = parse(readFileSync(join(directory, 'pki/tls.yaml'), 'utf8'));
    for (const name of ['a', 'b']) Object.assign(manifest.hosts[name], block.hosts[name]);
    const [document] = compiled(stringify(manifest)).documents;
    if (!document) throw new Error('there is no document');
    writeTree(
      directory,
      filesOf(document).map((file) => ({ ...file, path: `host${file.path}` })),
    );
    const kinds = ['--mount', '--net', '--pid', '--fork', '--mount-proc', '--kill-child'];
    const answer = await execute('unshare', [...kinds, 'sh', '-c', SCRIPT, 'sh', directory], { env: toolEnvironment });
    const [client, stranger, other, ...rest] = said(answer).trim().split('\n');
    expect(client).toBe('client: linux');
    expect(stranger).toContain('Client sent an HTTP request to an HTTPS server');
    // The server may close the connection while the client still writes: then the client sees that, not the reason.
    expect(other).toMatch(/bad certificate|certificate required|client authentication|connection reset by peer/);
    expect(rest).toEqual([]);
  },
  180_000,
);
