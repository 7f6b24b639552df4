import { join } from 'node:path';
import { expect } from 'vitest';
import { execute, said } from '../support/execute.ts';
import { hostConfigs } from '../support/hosts.ts';
import { temporaryDirectory, writeTree } from '../support/temporary.ts';
import { thoroughTestWith } from '../support/thorough.ts';
import { toolEnvironment } from '../support/tool.ts';

const testDockerd = thoroughTestWith('dockerd', 'docker', 'ip', 'iptables', 'unshare', 'root');

const MANIFEST = `meshinit: 1
defaults: { os: debian-12 }
hosts: { host1: { address: 10.0.0.11 }, host2: { address: 10.0.0.12 } }
network: { docker: mesh }
networks:
  blue: { subnet: 10.78.0.0/16, internal: true }
`;

/** In namespaces of its own: a dockerd beside the mesh's bridges, and what the host's program does with it. */
const SCRIPT = `set -eu
ip link set lo up
bridge() { ip link add "$1" type bridge && ip addr add "$2" dev "$1" && ip link set "$1" up; }
bridge mesh0 172.17.0.1/16
bridge br-blue 10.78.0.1/16
dockerd --config-file "$PWD/daemon.json" --data-root "$PWD/data" --exec-root "$PWD/exec" \\
  -H "unix://$PWD/sock" --pidfile "$PWD/pid" >log 2>&1 &
dockerd=$!
export DOCKER_HOST="unix://$PWD/sock"
tries=120
until docker version >/dev/null 2>&1; do
  tries=$((tries - 1))
  [ "$tries" -gt 0 ] || { tail -5 log; exit 1; }
  sleep 0.5
done
try() { printf '%s: ' "$1"; shift; "$@" >said 2>&1 && echo yes || { echo no; grep -o 'not as planned.*' said || :; }; }
show() {
  docker network inspect -f '{{.Internal}} {{range .IPAM.Config}}{{.Subnet}} {{.IPRange}} {{.Gateway}}{{end}} {{index .Options "com.docker.network.bridge.name"}} {{index .Options "com.docker.network.driver.mtu"}} {{index .Options "com.docker.network.bridge.enable_ip_masquerade"}}' "$@"
}
try 'ready before' sh networks --ready
try 'made' sh networks
show mesh blue
docker network inspect -f '{{range .IPAM.Config}}{{.Subnet}}{{end}}' bridge
try 'ready' sh networks --ready
made=$(docker network inspect -f '{{.Id}}' mesh blue)
try 'made again' sh networks
[ "$made" = "$(docker network inspect -f '{{.Id}}' mesh blue)" ] && echo untouched
docker network rm mesh >/dev/null
docker network create mesh >/dev/null
try 'ready with other options' sh networks --ready
try 'mended' sh networks
show mesh
ip -o -4 addr show dev mesh0 | grep -o '172.17.0.1/16'
printf x >x; tar -c x | docker import - image >/dev/null
docker create --name web --network mesh --ip 172.17.1.200 --network-alias db image x >/dev/null
docker network rm mesh >/dev/null
try 'made again with a stopped container' sh networks
docker network rm mesh >/dev/null
docker network create mesh >/dev/null
try 'mended under a container' sh networks
docker rm web >/dev/null
try 'mended after it' sh networks
iptables -t nat -S POSTROUTING | grep MASQUERADE
kill "$dockerd"
wait "$dockerd" || :
`;

const EXPECTED = `ready before: no
not as planned, or in use: mesh blue
made: yes
false 172.17.0.0/16 172.17.1.0/24 172.17.0.1 mesh0 1450 true
true 10.78.0.0/16 10.78.1.0/24 10.78.0.1 br-blue 1450 false
172.18.0.0/16
ready: yes
made again: yes
untouched
ready with other options: no
not as planned, or in use: mesh
mended: yes
false 172.17.0.0/16 172.17.1.0/24 172.17.0.1 mesh0 1450 true
172.17.0.1/16
made again with a stopped container: yes
mended under a container: no
not as planned, or in use: mesh
mended after it: yes
-A POSTROUTING -s 172.17.0.0/16 ! -o mesh0 -j MASQUERADE
-A POSTROUTING -s 172.18.0.0/16 ! -o docker0 -j MASQUERADE
`;

testDockerd(
  'dockerd has the networks as planned, and has them again whatever somebody made of them',
  async () => {
    const [host] = hostConfigs(MANIFEST);
    const contentOf = (path: string): string => host?.files.find((file) => file.path === path)?.content ?? '';
    const directory = temporaryDirectory();
    const program = contentOf('/usr/local/sbin/meshinit-networks')
      .replace('/usr/local/lib/meshinit/common.sh', join(directory, 'common.sh'))
      .replace('/etc/meshinit/docker-networks', join(directory, 'list'));
    writeTree(directory, [
      { path: 'networks', content: program },
      { path: 'common.sh', content: 'fail() { echo "$*" >&2; exit 1; }\n' },
      { path: 'list', content: contentOf('/etc/meshinit/docker-networks') },
      { path: 'daemon.json', content: contentOf('/etc/docker/daemon.json') },
    ]);
    const outcome = await execute('unshare', ['--mount', '--net', 'sh', '-c', SCRIPT], {
      cwd: directory,
      env: toolEnvironment,
    });
    expect(said(outcome)).toBe(EXPECTED);
  },
  120_000,
);
