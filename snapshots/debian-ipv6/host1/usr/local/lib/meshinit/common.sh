. /etc/meshinit/host.conf
# A peer a line: port, underlay address, mesh address, name.
PEERS=/etc/meshinit/peers
doing=${0##*/}

# In the log, on the console, and in a file of which nobody reads half.
status() {
  echo "meshinit: $*" | tee /dev/console 2>/dev/null || :
  mkdir -p /run/meshinit
  echo "$*" >/run/meshinit/status.new
  mv /run/meshinit/status.new /run/meshinit/status
}

# An early end is reported with its step.
trap 'ended "$?"' EXIT
ended() { [ "$1" = 0 ] || status "failed: $doing (exit $1)"; }

fail() {
  doing="$doing: $*"
  exit 1
}

step() {
  doing=$1
  shift
  status "running: $doing"
  "$@"
}

# retry TIMES SECONDS COMMAND...
retry() {
  tries=$1 pause=$2
  shift 2
  until "$@"; do
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || return 1
    status "running: $doing, again in $pause s ($tries tries left)"
    sleep "$pause"
  done
}

# check WHAT COMMAND...: failed keeps the first that fails
check() {
  what=$1 is=ok
  shift
  "$@" >/dev/null 2>&1 </dev/null || is=FAIL failed=${failed:-$what}
  printf '%-5s %s\n' "$is" "$what"
}

has_mtu() { ip -o link show dev "$1" up | grep -q " mtu $MTU "; }
bridges() { ip -o link show dev "$1" up | grep -q " master $BRIDGE "; }
has_address() { ip -o -4 addr show dev "$1" | grep -q " $2 "; }
has_address6() { ip -o -6 addr show dev "$1" | grep -q " $2 "; }
forwards_ipv6() { [ "$(cat /proc/sys/net/ipv6/conf/all/forwarding)" = 1 ]; }
# A kernel without it has no such file.
no_snooping() { ! grep -q '^1$' "/sys/class/net/$BRIDGE/bridge/multicast_snooping" 2>/dev/null; }
# Docker 28 changed what its options mean: the wrong form takes the bridge's address away, or gives one address twice.
docker_form() {
  ! command -v dockerd >/dev/null || dockerd --version | awk -v form="$DOCKER_IPV6" '
    { split($3, version, "."); is = version[1] + 0 < 28 ? "prefix" : "pool" } END { exit is != form }'
}

says() { echo "$said" | grep -q "$1"; }
# A port that Open vSwitch could open has a number.
leads_to() { says "^$1,[1-9].*remote_ip=$2[,}]"; }

check_mesh() {
  failed=
  # Asked once for all: each port's name, number and options.
  said=$(ovs-vsctl --timeout=10 --format=csv --no-headings --columns=name,ofport,options list Interface | tr -d '"')
  check "switch $SWITCH is up with MTU $MTU" has_mtu "$SWITCH"
  check "bridge $BRIDGE is up with MTU $MTU" has_mtu "$BRIDGE"
  check "bridge $BRIDGE is $BRIDGE_ADDRESS" has_address "$BRIDGE" "$BRIDGE_ADDRESS"
  for port in $BRIDGE_PORTS; do
    check "bridge $BRIDGE has the port $port" bridges "$port"
  done
  if [ -n "${BRIDGE_ADDRESS6-}" ]; then
    check "bridge $BRIDGE is $BRIDGE_ADDRESS6" has_address6 "$BRIDGE" "$BRIDGE_ADDRESS6"
    [ -z "${SWITCH_ADDRESS6-}" ] || check "switch $SWITCH is $SWITCH_ADDRESS6" has_address6 "$SWITCH" "$SWITCH_ADDRESS6"
    check "bridge $BRIDGE passes on all multicast" no_snooping
    check 'IPv6 is forwarded' forwards_ipv6
  fi
  [ -n "${NETWORK-}" ] || check "Docker's version takes its IPv6 options as $DOCKER_IPV6" docker_form
  while read -r port remote _ name; do
    check "tunnel $port leads to $name ($remote)" leads_to "$port" "$remote"
  done <"$PEERS"
  [ -z "$failed" ]
}
