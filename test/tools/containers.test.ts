import { expect } from 'vitest';
import { saidBesideDockerd, testContainers } from '../support/real-dockerd.ts';

/** What a shell, JSON, curl or Docker's templates would take for theirs. */
const HOSTILE = `it's "$HOME" \`id\` $(id) \\n {.Names} @/etc/passwd %s\nsecond line\t'`;

const manifest = (containers: Readonly<Record<string, unknown>>): string =>
  JSON.stringify({
    meshinit: 1,
    defaults: { os: 'debian-12' },
    hosts: { host1: { address: '10.0.0.11' }, host2: { address: '10.0.0.12' } },
    network: { docker: 'mesh', subnet6: 'fd12:3456:789a:1::/64' },
    networks: { blue: { subnet: '10.78.0.0/16' } },
    names: false,
    containers,
  });

const base = { image: 'box:1', hosts: 'host1', command: ['sleep', '1000'], stop_grace_period: '1s' };
const web = {
  ...base,
  networks: { network: { aliases: ['www'] }, blue: {} },
  links: ['db:database', 'far'],
  environment: { HOSTILE, EMPTY: '' },
  labels: [`note=${HOSTILE}`],
  ports: ['127.0.0.1:8080-8081:80-81', '53:53/udp'],
  volumes: ['data:/data', '/etc:/host:ro', { type: 'tmpfs', target: '/scratch' }],
  tmpfs: '/run:size=1m',
  cap_drop: ['NET_RAW'],
  ulimits: { nofile: { soft: 100, hard: 200 } },
  sysctls: { 'net.ipv4.ip_unprivileged_port_start': 0 },
  healthcheck: { test: ['CMD', 'true'], interval: '1s' },
  working_dir: '/data',
  user: 0,
};
const FIRST = {
  db: { ...base, address: '172.17.1.200' },
  web,
  job: { ...base, command: 'true', restart: 'no' },
  absent: { ...base, image: 'nowhere.invalid/absent:1' },
  far: { ...base, hosts: 'host2' },
};
/** Another environment of one, one less, and one more in the first one's place. */
const SECOND = { db: FIRST.db, web: { ...web, environment: { HOSTILE: 'tame' } }, late: base, far: FIRST.far };

const SCRIPT = `docker run -d --name stranger --network mesh box:1 sleep 1000 >/dev/null

status=/run/meshinit/status
show() { docker ps -a --format '{{.Names}} {{.Status}}' | sed 's/ Up .*(healthy).*/ healthy/; s/ Up .*(health: starting).*/ healthy/; s/ Up .*/ up/; s/ Exited (\\(.\\)).*/ ended \\1/' | sort; }

cp first list
sh containers >containers.log 2>&1 &
program=$!
until_true grep -q 'failed: containers: absent' $status
# It ends by itself, a moment after its start.
docker wait job >/dev/null
cat $status
show
echo "given to the stranger: $(inspect stranger '{{.NetworkSettings.Networks.mesh.IPAddress}} {{.NetworkSettings.Networks.mesh.GlobalIPv6Address}}')"
inspect web '{{range $name, $in := .NetworkSettings.Networks}}{{$name}} {{$in.IPAddress}} {{$in.GlobalIPv6Address}}
{{end}}'
docker exec web sh -c 'echo "$HOSTILE"'
inspect web '{{index .Config.Labels "note"}}'
docker exec web cat /etc/hosts | grep -E 'database|far'
inspect web '{{json .HostConfig.PortBindings}} {{json .HostConfig.Binds}} {{json .HostConfig.Tmpfs}} {{json .HostConfig.CapDrop}} {{json .HostConfig.Sysctls}}'
inspect web '{{(index .HostConfig.Ulimits 0).Soft}} {{(index .HostConfig.Ulimits 0).Hard}} {{json .Config.Healthcheck}} {{.HostConfig.RestartPolicy.Name}} {{.Config.WorkingDir}} {{.Config.User}} {{.Config.StopTimeout}}'
docker exec web sh -c 'ip -o addr show scope global' | grep -o 'inet6* [1f][07d][^ ]*' | sort
check
kill $program
wait $program 2>/dev/null || :

before=$(inspect db '{{.Id}} {{.State.StartedAt}}')
docker exec web touch /data/kept
cp second list
echo ready >$status
sh containers >containers.log 2>&1
cat containers.log
show
[ "$before" = "$(inspect db '{{.Id}} {{.State.StartedAt}}')" ] && echo 'db untouched'
docker exec web sh -c 'echo "$HOSTILE"'
docker exec web busybox ls /data
web=$(inspect web '{{.Id}}')
sh containers
[ "$web" = "$(inspect web '{{.Id}}')" ] && echo 'a second run changes nothing'
docker rm -f db >/dev/null
docker stop web >/dev/null
sh containers
check
cat $status
`;

const EXPECTED = `failed: containers: absent
db up
job ended 0
stranger up
web healthy
given to the stranger: 172.17.1.0 fd12:3456:789a:1:0:242:ac11:100
blue 10.78.1.128 
mesh 172.17.1.128 fd12:3456:789a:1:0:242:ac11:180

it's "$HOME" \`id\` $(id) \\n {.Names} @/etc/passwd %s
second line\t'
it's "$HOME" \`id\` $(id) \\n {.Names} @/etc/passwd %s
second line\t'
172.17.1.200\tdatabase
fd12:3456:789a:1:0:242:ac11:1c8\tdatabase
172.17.2.128\tfar
fd12:3456:789a:1:0:242:ac11:280\tfar
{"53/udp":[{"HostIp":"","HostPort":"53"}],"80/tcp":[{"HostIp":"127.0.0.1","HostPort":"8080"}],"81/tcp":[{"HostIp":"127.0.0.1","HostPort":"8081"}]} ["data:/data","/etc:/host:ro"] {"/run":"size=1m","/scratch":""} ["NET_RAW"] {"net.ipv4.ip_unprivileged_port_start":"0"}
100 200 {"Test":["CMD","true"],"Interval":1000000000} unless-stopped /data 0 1
inet 10.78.1.128/16
inet 172.17.1.128/16
inet6 fd12:3456:789a:1:0:242:ac11:180/64
FAIL  container absent runs
ok    container db runs
ok    container job runs
ok    container web runs
removes job
starts web
starts late
db up
late up
stranger up
web healthy
db untouched
tame
kept
a second run changes nothing
starts db
starts web
ok    container db runs
ok    container late runs
ok    container web runs
ready
`;

testContainers(
  'the host has the declared containers as its list says, and leaves all others alone',
  async () => {
    const said = await saidBesideDockerd({
      manifests: { first: manifest(FIRST), second: manifest(SECOND) },
      bridges:
        'bridge mesh0 172.17.0.1/16; ip addr add fd12:3456:789a:1::ac11:1/64 dev mesh0 nodad; bridge br-blue 10.78.0.1/16',
      script: SCRIPT,
    });
    expect(said).toBe(EXPECTED);
  },
  180_000,
);
