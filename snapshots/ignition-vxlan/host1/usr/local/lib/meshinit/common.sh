# Shared by meshinit's scripts, which report on the console, in the log and in /run/meshinit/status.

. /etc/meshinit/host.conf
PEERS=/etc/meshinit/peers
doing=${0##*/}

say() {
  echo "meshinit: $*"
  { echo "meshinit: $*" >/dev/console; } 2>/dev/null || :
}

status() {
  mkdir -p /run/meshinit
  echo "$*" >/run/meshinit/status.new
  mv /run/meshinit/status.new /run/meshinit/status
}

fail() {
  doing="$doing: $*"
  exit 1
}

# An early end is reported with its step.
trap 'say_failure "$?"' EXIT

say_failure() {
  [ "$1" -ne 0 ] || return 0
  status "failed: $doing (exit $1)"
  say "FAILED: $doing (exit $1)"
}

# step WHAT COMMAND...
step() {
  doing=$1
  shift
  status "running: $doing"
  say "$doing"
  "$@"
}

# retry TIMES SECONDS COMMAND...: mirrors fail for a while, and locks are held
retry() {
  tries=$1 pause=$2
  shift 2
  until "$@"; do
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || return 1
    say "'$1' failed, again in $pause s ($tries tries left)"
    sleep "$pause"
  done
}

# What meshinit-mesh builds, and meshinit-check tests.

has_mtu() { ip -o link show dev "$1" up | grep -q " mtu $MTU "; }
has_address() { ip -o -4 addr show dev "$1" | grep -q " $2 "; }
bridges() { [ -e "/sys/class/net/$BRIDGE/brif/$1" ] && [ -n "$(ip -o link show dev "$1" up)" ]; }

# stands JUDGE: calls JUDGE WHAT COMMAND... for each thing, until one fails
stands() {
  look
  "$1" "switch $SWITCH is up with MTU $MTU" has_mtu "$SWITCH" || return 1
  "$1" "bridge $BRIDGE is up with MTU $MTU" has_mtu "$BRIDGE" || return 1
  "$1" "bridge $BRIDGE is $BRIDGE_ADDRESS" has_address "$BRIDGE" "$BRIDGE_ADDRESS" || return 1
  [ -z "$SWITCH_ADDRESS" ] ||
    "$1" "switch $SWITCH is $SWITCH_ADDRESS" has_address "$SWITCH" "$SWITCH_ADDRESS" || return 1
  for port in $BRIDGE_PORTS; do
    "$1" "bridge $BRIDGE has the port $port" bridges "$port" || return 1
  done
  switch_stands "$1" || return 1
  while read -r port remote _ name; do
    case $port in '' | '#'*) continue ;; esac
    "$1" "tunnel $port leads to $name ($remote)" leads_to "$port" "$remote" || return 1
    "$1" "tunnel $port is open" is_open "$port" || return 1
  done <"$PEERS"
}

# Whether the device matches host.conf: id, port and family are fixed at creation.
is_tunnel() {
  described=$(ip -o -d link show dev "$TUNNEL" 2>/dev/null) || return 1
  case $described in *" vxlan id $TUNNEL_KEY "*" dstport $TUNNEL_PORT "*) ;; *) return 1 ;; esac
  # Only IPv6: it takes packets without an outer checksum, as the kernel of an Open vSwitch host sends them.
  case $described in *' udp6zerocsumrx '*) [ "$TUNNEL_FAMILY" = 6 ] ;; *) [ "$TUNNEL_FAMILY" = 4 ] ;; esac
}

# Where it floods unlearned frames, and where it should: an address a line.
ways() {
  bridge fdb show dev "$TUNNEL" |
    awk '$1 == "00:00:00:00:00:00" { for (i = 2; i < NF; i++) if ($i == "dst") print $(i + 1) }' | sort
}
peers() { awk '!/^#/ { print $2 }' "$PEERS" | sort; }

look() { said=$(ways); }
leads_to() { echo "$said" | grep -Fqx "$2"; }
is_open() { [ -n "$(ip -o link show dev "$TUNNEL" up)" ]; }
leads_to_peers() { [ "$said" = "$(peers)" ]; }
switch_stands() {
  "$1" "$TUNNEL is VXLAN of id $TUNNEL_KEY and UDP port $TUNNEL_PORT over IPv$TUNNEL_FAMILY" is_tunnel || return 1
  "$1" "$TUNNEL leads to the peers alone" leads_to_peers
}
