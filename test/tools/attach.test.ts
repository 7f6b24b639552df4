import { expect } from 'vitest';
import { saidBesideDockerd, testContainers } from '../support/real-dockerd.ts';

const MANIFEST = `meshinit: 1
defaults: { os: debian-12 }
hosts: { host1: { address: 10.0.0.11 }, host2: { address: 10.0.0.12 } }
network: { subnet6: 'fd12:3456:789a:1::/64' }
names: false
containers:
  db: { image: 'box:1', hosts: host1, command: sleep 1000, address: 172.17.1.200, stop_grace_period: 1s }
  web: { image: 'box:1', hosts: host1, command: sleep 1000, links: [db], stop_grace_period: 1s, ports: ['8080:80'] }
`;

/** A host elsewhere on the mesh is a namespace on the same bridge. */
const SCRIPT = `
ip netns add far
ip link add far0 type veth peer name eth0 netns far
ip link set far0 master docker0 up
ip -n far addr add 172.17.2.1/16 dev eth0
ip -n far link set eth0 up
ip -n far addr add fd12:3456:789a:1::ac11:201/64 dev eth0 nodad
answers() { ip netns exec far ping -c 1 -w 2 "$1" >/dev/null 2>&1 && echo "$1 answers" || echo "$1 is silent"; }
attacher() { while :; do sh attacher >>attacher.log 2>&1 || :; sleep 0.2; done; }
attacher &
attacher=$!
trap 'kill $attacher; end_dockerd' EXIT

cp first list
sh containers
has() { docker exec "$1" ip -o -4 addr | grep -q "$2"; }
until_true has db 172.17.1.200/16
until_true has web 172.17.1.128/16
docker exec web ip -o addr show scope global | sed -n 's/.*\\(eth[^ ]*\\).* inet6* \\([^ ]*\\).*/\\1 \\2/p' | sort
docker exec web cat /etc/hosts | grep 'db$'
answers 172.17.1.200
answers 172.17.1.128
answers fd12:3456:789a:1:0:242:ac11:1c8
answers fd12:3456:789a:1:0:242:ac11:180
docker exec web busybox ping -c 1 -w 2 172.17.1.200 >/dev/null && echo 'web reaches db'
docker exec web busybox ping -6 -c 1 -w 2 db | grep -o 'from [^ ]*: seq'
# Each address is answered for by its own interface, whatever the host asks.
ip netns exec far ip -4 neigh | grep -c 'REACHABLE\\|DELAY\\|STALE'
ip netns exec far ip neigh show 172.17.1.200 | grep -o 'lladdr [^ ]*'
ip netns exec far ip neigh show fd12:3456:789a:1:0:242:ac11:1c8 | grep -o 'lladdr [^ ]*'
echo "of others: $(docker run --rm box:1 ip -o -4 addr show dev eth0 | grep -o '172[^ ]*/16')"
check

docker restart -t 1 db >/dev/null
until_true has db 172.17.1.200/16
answers 172.17.1.200
docker kill db >/dev/null
answers 172.17.1.200
check
docker start db >/dev/null
until_true has db 172.17.1.200/16
answers 172.17.1.200

docker run -d --name hand --network none box:1 sleep 1000 >/dev/null
sh attach hand 172.17.1.210/16 eth0
sh attach hand 172.17.1.210/16 eth0
docker exec hand ip -4 route | sed 's/ *$//' | sort
docker exec hand ip -6 route | grep '^fd\\|default' | sed 's/  */ /g; s/ metric.*//' | sort
answers 172.17.1.210
answers fd12:3456:789a:1:0:242:ac11:1d2
sh attach nobody 172.17.1.211/16 2>&1 | grep -o 'No such.*'
`;

const EXPECTED = `starts db
starts web
eth0 172.17.1.1/16
eth0 fd12:3456:789a:1:0:242:ac11:101/64
eth1 172.17.1.128/16
eth1 fd12:3456:789a:1:0:242:ac11:180/64
172.17.1.200\tdb
fd12:3456:789a:1:0:242:ac11:1c8\tdb
172.17.1.200 answers
172.17.1.128 answers
fd12:3456:789a:1:0:242:ac11:1c8 answers
fd12:3456:789a:1:0:242:ac11:180 answers
web reaches db
from fd12:3456:789a:1:0:242:ac11:1c8: seq
2
lladdr 02:6e:ac:11:01:c8
lladdr 02:6e:ac:11:01:c8
of others: 172.17.1.2/16
ok    container db answers at 172.17.1.200
ok    container db answers at fd12:3456:789a:1:0:242:ac11:1c8
ok    container db runs
ok    container web answers at 172.17.1.128
ok    container web answers at fd12:3456:789a:1:0:242:ac11:180
ok    container web runs
172.17.1.200 answers
172.17.1.200 is silent
FAIL  container db runs
ok    container web answers at 172.17.1.128
ok    container web answers at fd12:3456:789a:1:0:242:ac11:180
ok    container web runs
172.17.1.200 answers
172.17.0.0/16 dev eth0 scope link  src 172.17.1.210
default via 172.17.0.1 dev eth0
default via fd12:3456:789a:1::ac11:1 dev eth0
fd12:3456:789a:1::/64 dev eth0
172.17.1.210 answers
fd12:3456:789a:1:0:242:ac11:1d2 answers
No such object: nobody
`;

testContainers(
  'on Docker’s default network a container has its address whenever it runs, beside the one that Docker gave it',
  async () => {
    const said = await saidBesideDockerd({
      manifests: { first: MANIFEST },
      bridges: 'bridge docker0 172.17.0.1/16; ip addr add fd12:3456:789a:1::ac11:1/64 dev docker0 nodad',
      script: SCRIPT,
    });
    expect(said).toBe(EXPECTED);
  },
  180_000,
);
