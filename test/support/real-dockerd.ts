import { join } from 'node:path';
import { execute, said } from './execute.ts';
import { hostConfigs } from './hosts.ts';
import { temporaryDirectory, writeTree } from './temporary.ts';
import { thoroughTestWith } from './thorough.ts';
import { toolEnvironment } from './tool.ts';

export const testContainers = thoroughTestWith(
  ...['dockerd', 'docker', 'busybox', 'curl', 'ip', 'iptables', 'nsenter', 'unshare', 'root'],
);

/** In namespaces of its own: a dockerd beside the bridges, an image without a registry, and functions that look. */
const prelude = (bridges: string): string => `set -eu
ip link set lo up
bridge() { ip link add "$1" type bridge && ip addr add "$2" dev "$1" && ip link set "$1" up; }
${bridges}
mkdir -p run
mount --bind run /run
# As its unit does: start_dockerd, and systemctl restart docker.
cat >start_dockerd <<'END'
dockerd --config-file "$PWD/daemon.json" --data-root "$PWD/data" --exec-root "$PWD/exec" \\
  -H unix:///run/docker.sock --pidfile "$PWD/pid" >>log 2>&1 &
tries=120
until docker version >/dev/null 2>&1; do
  tries=$((tries - 1))
  [ "$tries" -gt 0 ] || { tail -5 log; exit 1; }
  sleep 0.5
done
END
start_dockerd() { . ./start_dockerd; }
mkdir bin
cat >bin/systemctl <<'END'
#!/bin/sh
set -eu
[ "$*" = 'restart docker' ]
pid=$(cat pid)
kill "$pid"
while kill -0 "$pid" 2>/dev/null; do sleep 0.1; done
. ./start_dockerd
END
chmod 755 bin/systemctl
PATH=$PWD/bin:$PATH
# crash_dockerd: its containers go on, and it is to start once more
crash_dockerd() {
  pid=$(cat pid)
  kill -KILL "$pid"
  while kill -0 "$pid" 2>/dev/null; do sleep 0.1; done
  rm -f pid exec/containerd/containerd.pid
}
start_dockerd
end_dockerd() {
  docker rm -f $(docker ps -aq) >/dev/null
  pid=$(cat pid)
  kill "$pid"
  while kill -0 "$pid" 2>/dev/null; do sleep 0.1; done
}
trap end_dockerd EXIT
[ ! -e networks ] || sh networks
mkdir -p root/bin
cp "$(command -v busybox)" root/bin/
ldd root/bin/busybox | grep -o '/[^ ]*' | while read -r library; do mkdir -p "root\${library%/*}" && cp -L "$library" "root$library"; done
for name in sh sleep true cat ip id touch; do ln -s busybox "root/bin/$name"; done
tar -C root -c . | docker import - box:1 >/dev/null

inspect() { docker inspect -f "$2" "$1"; }
check() { sh check | sort; }
# until_true COMMAND...: what another program does by itself
until_true() {
  tries=120
  until "$@" >/dev/null 2>&1; do
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || return 1
    sleep 0.5
  done
}
`;

export interface DockerLane {
  /** One with the programs, and others whose lists and Compose files alone are wanted, by the names of their files. */
  readonly manifests: Readonly<Record<string, string>> & { readonly first: string };
  /** Shell that calls `bridge NAME ADDRESS/PREFIX`. */
  readonly bridges: string;
  readonly script: string;
}

const LIST = '/etc/meshinit/containers';
const COMPOSE = '/etc/meshinit/compose.yaml';

/** What a script says that runs the first host's programs beside a real dockerd: `networks`, `containers`, `check`, … */
export async function saidBesideDockerd({ manifests, bridges, script }: DockerLane): Promise<string> {
  const directory = temporaryDirectory();
  const filesOf = (manifest: string): Map<string, string> =>
    new Map(hostConfigs(manifest)[0]?.files.map(({ path, content }) => [path, content]));
  const first = filesOf(manifests.first);
  const inPlace = (content: string): string =>
    content
      .replaceAll('/usr/local/lib/meshinit/', `${directory}/`)
      .replaceAll('/usr/local/sbin/meshinit-', `${directory}/`)
      .replaceAll('/etc/meshinit/docker-networks', join(directory, 'docker-networks'))
      .replaceAll('/etc/meshinit/host.conf', join(directory, 'host.conf'))
      .replaceAll('/etc/meshinit/compose.yaml', join(directory, 'compose.yaml'))
      .replaceAll('/srv/compose', join(directory, 'srv'))
      .replaceAll(/\/etc\/meshinit\/(?:containers|peers)/g, (path) =>
        join(directory, path.endsWith('peers') ? 'peers' : 'list'),
      )
      .replace('sleep 5', 'sleep 1')
      .replace('sleep 30', 'sleep 1');
  const programs = [...first]
    .filter(([path]) => /^\/usr\/local\/|^\/etc\/meshinit\/(?:docker-networks|host.conf|network\.)/.test(path))
    .map(([path, content]) => ({
      path: path.replace(/^.*\/(?:meshinit-)?/, ''),
      mode: 0o755,
      content: path.endsWith('meshinit-check') ? checkAlone(inPlace(content)) : inPlace(content),
    }));
  writeTree(directory, [
    ...programs,
    ...Object.entries(manifests).flatMap(([path, manifest]) => {
      const files = filesOf(manifest);
      return [
        { path, content: files.get(LIST) ?? '' },
        { path: `${path}.yaml`, content: files.get(COMPOSE) ?? '' },
      ];
    }),
    { path: 'daemon.json', content: first.get('/etc/docker/daemon.json') ?? '' },
  ]);
  const words = ['--mount', '--net', 'sh', '-c', prelude(bridges) + script];
  return said(await execute('unshare', words, { cwd: directory, env: toolEnvironment }));
}

/** The part that is about containers: the namespaces have no peers. */
const checkAlone = (text: string): string => {
  const [from, to] = [
    text.search(/^(?:check_addresses|# Each as declared|# Every container of a service)/m),
    text.indexOf('docker_uses()'),
  ];
  const [ping6 = ''] = /^ping6\(\).*\n/m.exec(text) ?? [];
  return `${text.slice(0, text.indexOf('masquerades()'))}failed=\nNETWORK=\n${ping6}${text.slice(from, to)}`;
};
