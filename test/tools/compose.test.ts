import { expect } from 'vitest';
import patchContainers from '../../src/host/scripts/patch-containers.sh';
import { saidBesideDockerd } from '../support/real-dockerd.ts';
import { thoroughTestWith } from '../support/thorough.ts';

const testCompose = thoroughTestWith(
  ...['dockerd', 'docker', 'docker-compose', 'busybox', 'ip', 'iptables', 'nsenter', 'unshare', 'root'],
);

const base = { image: 'box:1', command: ['sleep', '1000'], stop_grace_period: '1s' };
const manifest = (services: Readonly<Record<string, unknown>>, name?: string): string =>
  JSON.stringify({
    meshinit: 1,
    name: 'shop',
    defaults: { os: 'debian-12' },
    hosts: {
      host1: {
        address: '10.0.0.11',
        compose: { ...(name === undefined ? {} : { name }), services, volumes: { data: null } },
      },
      host2: { address: '10.0.0.12' },
    },
    network: { docker: 'mesh' },
    networks: { blue: { subnet: '10.78.0.0/16' } },
  });

const web = {
  ...base,
  networks: { mesh: { ipv4_address: '172.17.1.200', aliases: ['www'] }, blue: {} },
  volumes: ['data:/data'],
  environment: { PRICE: 'five $$' },
};
const FIRST = {
  db: { ...base, networks: ['mesh'] },
  web,
  job: { ...base, command: 'true', networks: ['mesh'] },
  absent: { ...base, image: 'nowhere.invalid/absent:1', networks: ['mesh'] },
};
const SECOND = { db: FIRST.db, web: { ...web, environment: { PRICE: 'six' } } };

const SCRIPT = `docker run -d --name stranger --network mesh box:1 sleep 1000 >/dev/null
status=/run/meshinit/status
# Compose 1 and 2 name containers differently.
of() { docker ps -aq --filter "label=com.docker.compose.service=$1"; }
show() { docker ps -a --format '{{.Label "com.docker.compose.service"}} {{.Status}}' | sed 's/ Up .*/ up/; s/ Exited (\\(.\\)).*/ ended \\1/' | sort; }

cp first.yaml compose.yaml
sh compose >compose.log 2>&1 &
program=$!
until_true grep -q 'failed: compose: absent' $status
cat $status
until_true sh -c 'docker ps -a | grep -q Exited'
show
inspect "$(of web)" '{{range $name, $in := .NetworkSettings.Networks}}{{$name}} {{$in.IPAddress}}
{{end}}'
docker exec "$(of web)" sh -c 'echo "$PRICE"'
inspect "$(of db)" '{{.NetworkSettings.Networks.mesh.IPAddress}}'
check
kill $program
wait $program 2>/dev/null || :

before=$(inspect "$(of db)" '{{.Id}} {{.State.StartedAt}}')
docker exec "$(of web)" touch /data/kept
cp second.yaml compose.yaml
sed -i "s/^COMPOSE_SERVICES=.*/COMPOSE_SERVICES='db web'/" host.conf
sh compose >compose.log 2>&1
cat $status
show
[ "$before" = "$(inspect "$(of db)" '{{.Id}} {{.State.StartedAt}}')" ] && echo 'db untouched'
docker exec "$(of web)" sh -c 'echo "$PRICE"'
docker exec "$(of web)" busybox ls /data
web=$(inspect "$(of web)" '{{.Id}} {{.State.StartedAt}}')
sh compose >/dev/null 2>&1
[ "$web" = "$(inspect "$(of web)" '{{.Id}} {{.State.StartedAt}}')" ] && echo 'a second run changes nothing'
docker stop "$(of web)" >/dev/null
check
sh compose >/dev/null 2>&1
check

say() { echo "meshinit: $*"; }
kept=$PWD/kept staged=$PWD/staged changed= dropped=" /etc/meshinit/compose.yaml"
mkdir -p kept/old/etc/meshinit
cp compose.yaml kept/old/etc/meshinit/compose.yaml
${patchContainers}
remove_composed
show
`;

const EXPECTED = `failed: compose: absent
 up
db up
job ended 0
web up
blue 10.78.1.0
mesh 172.17.1.200

five $
172.17.1.1
FAIL  service absent of Compose runs
ok    service db of Compose runs
ok    service job of Compose runs
ok    service web of Compose runs
ready
 up
db up
web up
db untouched
six
kept
a second run changes nothing
FAIL  service web of Compose runs
ok    service db of Compose runs
ok    service db of Compose runs
ok    service web of Compose runs
 up
`;

testCompose(
  'the host has the services of its Compose file in the cluster’s networks, and leaves all others alone',
  async () => {
    const said = await saidBesideDockerd({
      manifests: { first: manifest(FIRST), second: manifest(SECOND) },
      bridges: 'bridge mesh0 172.17.0.1/16; bridge br-blue 10.78.0.1/16',
      script: SCRIPT,
    });
    expect(said).toBe(EXPECTED);
  },
  180_000,
);
