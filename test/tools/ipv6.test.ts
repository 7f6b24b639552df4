import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { execute, said } from '../support/execute.ts';
import { temporaryDirectory, writeTree } from '../support/temporary.ts';
import { testWith, toolEnvironment } from '../support/tool.ts';

const testHost = testWith('unshare', 'nsenter', 'ip', 'perl', 'root');

const script = (name: string): string =>
  readFileSync(new URL(`../../src/host/scripts/${name}.sh`, import.meta.url), 'utf8');

/** What the mesh's script and the check of a host have of IPv6, on a host of one bridge. */
const HOST = `set -eu
fail() { echo "$*"; exit 1; }
BRIDGE=docker0 BRIDGE_ADDRESS6=fd12:3456:789a:1::ac11:1/64
${script('ipv6-state')}${script('ipv6')}`;

/** Sends a router's advertisement by a device: advertise.pl DEVICE SECONDS, for which it is a router. */
const ADVERTISE = `use strict;
use Socket qw(:DEFAULT inet_pton pack_sockaddr_in6);
my ($device, $seconds) = @ARGV;
open(my $file, '<', "/sys/class/net/$device/ifindex") or die "$device: $!";
my $index = <$file> + 0;
# ICMPv6; of the level IPPROTO_IPV6 the options IPV6_MULTICAST_IF and IPV6_MULTICAST_HOPS (RFC 4861: 255).
socket(my $socket, AF_INET6, SOCK_RAW, 58) or die "socket: $!";
setsockopt($socket, 41, 17, pack('i', $index)) or die "device: $!";
setsockopt($socket, 41, 18, pack('i', 255)) or die "hops: $!";
my $message = pack('CCnCCnNN', 134, 0, 0, 64, 0, $seconds, 0, 0);
send($socket, $message, 0, pack_sockaddr_in6(0, inet_pton(AF_INET6, 'ff02::1'), $index)) or die "send: $!";
`;

const KINDS = ['--mount', '--net', '--pid', '--fork', '--mount-proc', '--kill-child'];

/** Two further machines: a router on eth0, and a container behind docker0. */
const SURROUNDINGS = `
settle() { echo 0 >"/proc/sys/net/ipv6/conf/$1/accept_dad"; ip link set "$1" up; }
machine() {
  unshare --net --kill-child sleep 60 &
  while [ "$(readlink /proc/$!/ns/net)" = "$(readlink /proc/$$/ns/net)" ]; do sleep 0.1; done
}
plug() {
  ip link add "$2" type veth peer name eth0 netns "$1"
  nsenter -t "$1" -n sh -c 'echo 0 >/proc/sys/net/ipv6/conf/eth0/accept_dad; ip link set eth0 up'
  settle "$2"
}
advertise() {
  nsenter -t "$1" -n unshare --mount sh -c 'mount -t sysfs sysfs /sys && exec perl advertise.pl eth0 "$1"' sh "$2"
  sleep 0.3
}
routers() { ip -6 route show default | sed 's/.* dev \\([^ ]*\\) .*expires \\([0-9]*\\)sec.*/\\1 \\2/' | awk '{ print $1, ($2 > 100 ? "long" : "short") }'; }
echo 0 >/proc/sys/net/ipv6/conf/all/forwarding
machine; router=$!
machine; container=$!
plug "$router" eth0
plug "$container" port
ip link add docker0 type bridge
ip link set port master docker0
settle docker0
sleep 1
`;

testHost(
  'a host that begins to forward keeps the default route that a router advertises, and takes none from a container',
  async () => {
    const directory = temporaryDirectory();
    const steps = `${HOST}${SURROUNDINGS}
advertise $router 60; echo "before: $(routers)"
set_ipv6; echo "forwards: $(cat /proc/sys/net/ipv6/conf/all/forwarding), $(routers)"
advertise $router 1800; echo "later: $(routers)"
advertise $container 1800; echo "a container's: $(routers)"
set_ipv6; echo "again: $(routers)"
echo 0 >/proc/sys/net/ipv6/conf/all/forwarding; echo 1 >/proc/sys/net/ipv6/conf/eth0/accept_ra
ip -6 route del default
advertise $router 60; echo "anew: $(routers)"
echo 1 >/proc/sys/net/ipv6/conf/all/forwarding; echo "without ours: $(routers)"
advertise $router 60; echo "without ours, later: $(routers)"
kill $router $container
`;
    writeTree(directory, [
      { path: 'steps', content: steps },
      { path: 'advertise.pl', content: ADVERTISE },
    ]);
    const outcome = await execute('unshare', [...KINDS, 'sh', '-c', 'mount -t sysfs sysfs /sys && sh steps'], {
      cwd: directory,
      env: toolEnvironment,
    });
    expect(said(outcome)).toBe(`before: eth0 short
forwards: 1, eth0 short
later: eth0 long
a container's: eth0 long
again: eth0 long
anew: eth0 short
without ours: 
without ours, later: 
`);
  },
);

/** What the check of a host has, its setting, and of Docker what the check asks. */
const CHECK = `
SUBNET6=fd12:3456:789a:1::/64 BRIDGE_SUBNET6=fd12:3456:789a:1::/64 MASQUERADE6=true DOCKER_IPV6=pool MTU=1450 PEERS=peers
check() { what=$1; shift; "$@" >/dev/null 2>&1 || echo "FAIL  $what"; }
docker() { echo "[{ \\"Subnet\\": \\"$subnet\\" }]"; }
dockerd() { echo "Docker version $version, build 0"; }
subnet=fd12:3456:789a:1::/64 version=28.5.2
${script('ipv6-docker-form')}
check_all() {
  echo "$1:"
${script('ipv6-check')}${script('ipv6-checks')}${script('ipv6-docker-check')}
}
nat() { ip6tables -w -t nat "-$1" POSTROUTING -s fd12:3456:789a:1::/64 ! -o docker0 -j MASQUERADE; }
peer() { nsenter -t "$container" -n "$@"; }
`;

const testCheck = testWith('unshare', 'nsenter', 'ip', 'ip6tables', 'nft', 'ping', 'root');

testCheck('meshinit-check names each thing of IPv6 that is broken, and nothing else', async () => {
  const directory = temporaryDirectory();
  const steps = `${HOST}${SURROUNDINGS}${CHECK}
ip link set docker0 mtu 1450
peer ip link set eth0 mtu 1450
peer ip -6 addr add fd12:3456:789a:1::ac11:2/64 dev eth0 nodad
nat A
set_ipv6
check_all well
peer ip link set eth0 mtu 1440; check_all 'ten bytes too little on the way'; peer ip link set eth0 mtu 1450
peer ip -6 addr del fd12:3456:789a:1::ac11:2/64 dev eth0; check_all 'a peer without IPv6'
peer ip -6 addr add fd12:3456:789a:1::ac11:2/64 dev eth0 nodad
subnet=172.18.0.0/16; check_all 'another network of Docker’s'; subnet=$SUBNET6
version=27.5.1; check_all 'a Docker of the other form'; version=28.5.2
nat D; check_all 'no masquerading'; nat A
echo 1 >/sys/class/net/docker0/bridge/multicast_snooping; check_all snooping
echo 0 >/proc/sys/net/ipv6/conf/all/forwarding; check_all 'no forwarding, and snooping'
set_ipv6
ip -6 addr add fd12:3456:789a:1::99/64 dev docker0 nodad
ip -6 addr del "$BRIDGE_ADDRESS6" dev docker0; check_all 'another address'
set_ipv6; check_all 'well again'
kill $router $container
`;
  writeTree(directory, [
    { path: 'steps', content: steps },
    { path: 'peers', content: 'vxlan1 10.0.0.12 172.17.0.2 host2\n' },
  ]);
  const outcome = await execute('unshare', [...KINDS, 'sh', '-c', 'mount -t sysfs sysfs /sys && sh steps'], {
    cwd: directory,
    env: toolEnvironment,
  });
  const unanswered = 'FAIL  host2 answers 1450 bytes unfragmented at fd12:3456:789a:1::172.17.0.2\n';
  const snooping = 'FAIL  bridge docker0 passes on all multicast\n';
  expect(said(outcome)).toBe(`well:
ten bytes too little on the way:
${unanswered}a peer without IPv6:
${unanswered}another network of Docker’s:
FAIL  Docker has fd12:3456:789a:1::/64 on docker0
a Docker of the other form:
FAIL  Docker's version takes its IPv6 options as pool
no masquerading:
FAIL  what leaves fd12:3456:789a:1::/64 is masqueraded
snooping:
${snooping}no forwarding, and snooping:
${snooping}FAIL  IPv6 is forwarded
another address:
FAIL  bridge docker0 is fd12:3456:789a:1::ac11:1/64
well again:
`);
});
