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
peers() { awk '{ print $2 }' "$PEERS" | sort; }

leads_to() { echo "$said" | grep -Fqx "$2" && [ -n "$(ip -o link show dev "$TUNNEL" up)" ]; }
leads_to_peers() { [ "$said" = "$(peers)" ]; }

# Whether the device leaves it to BGP to say where an address is …
is_told() { ip -o -d link show dev "$TUNNEL" | grep -q ' nolearning '; }
# … and Docker's bridge does, which answers for addresses that BGP has told.
is_port_told() {
  described=$(ip -o -d link show dev "$TUNNEL")
  case $described in *' learning off '*' neigh_suppress on '*) ;; *) return 1 ;; esac
}
# Peers are led to that address.
is_source() { ip -o -d link show dev "$TUNNEL" | grep -q " local $UNDERLAY "; }

check_mesh() {
  failed=
  said=$(ways)
  check "$TUNNEL is VXLAN of id $TUNNEL_KEY and UDP port $TUNNEL_PORT over IPv$TUNNEL_FAMILY" is_tunnel
  check "$TUNNEL leads to the peers alone" leads_to_peers
  check "$TUNNEL learns addresses by BGP alone" is_told
  check "$TUNNEL as a port of $BRIDGE learns addresses by BGP alone" is_port_told
  check "$TUNNEL sends from $UNDERLAY, where BGP leads the peers" is_source
  check "switch $SWITCH is up with MTU $MTU" has_mtu "$SWITCH"
  check "bridge $BRIDGE is up with MTU $MTU" has_mtu "$BRIDGE"
  check "bridge $BRIDGE is $BRIDGE_ADDRESS" has_address "$BRIDGE" "$BRIDGE_ADDRESS"
  for port in $BRIDGE_PORTS; do
    check "bridge $BRIDGE has the port $port" bridges "$port"
  done
  while read -r port remote _ name; do
    check "tunnel $port leads to $name ($remote)" leads_to "$port" "$remote"
  done <"$PEERS"
  [ -z "$failed" ]
}
