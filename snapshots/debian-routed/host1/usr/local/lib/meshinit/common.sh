. /etc/meshinit/host.conf
# A peer a line: port, underlay address, mesh address, name.
[ -z "${NETWORK:=}" ] || . "/etc/meshinit/network.$NETWORK"
PEERS=/etc/meshinit/peers${NETWORK:+.$NETWORK}
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
  what=$1${NETWORK:+ in $NETWORK} is=ok
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

# For awk: whose slice follows from which mesh address, by FIRST_ADDRESS and FIRST_SLICE.
SLICES='
    function number(text) { split(text, byte, "."); return ((byte[1] * 256 + byte[2]) * 256 + byte[3]) * 256 + byte[4] }
    function address(n) { return int(n / 16777216) "." int(n / 65536) % 256 "." int(n / 256) % 256 "." n % 256 }
    function following(mesh) { return address(from + (number(mesh) - start) * size) "/" part[2] }
    BEGIN {
      split(slice, part, "/")
      from = number(part[1])
      start = number(first)
      # Not by a power, for which busybox may lack the mathematics.
      size = 1
      for (bits = part[2]; bits < 32; bits++) size *= 2
    }'

# What each peer has here, three lines: a route to its slice by its mesh address, that one's MAC, and the address which
# leads to that. All follow from its mesh address, unless /etc/meshinit/slices has another slice for it.
planned() {
  cat "/etc/meshinit/slices${PEERS#/etc/meshinit/peers}" "$PEERS" 2>/dev/null | awk -v first="$FIRST_ADDRESS" -v slice="$FIRST_SLICE" \
    "$SLICES"'
    NF == 2 { pinned[$1] = $2; next }
    {
      to = ($3 in pinned) ? pinned[$3] : following($3)
      split($3, byte, ".")
      mac = sprintf("02:76:%02x:%02x:%02x:%02x", byte[1], byte[2], byte[3], byte[4])
      print "route", to, $3
      print "neigh", $3, mac
      print "fdb", mac, $2
    }'
}

found() {
  ip -4 route show dev "$TUNNEL" | awk '$2 == "via" { print "route", $1, $3 }'
  ip -4 neigh show dev "$TUNNEL" nud permanent | awk '{ print "neigh", $1, $3 }'
  bridge fdb show dev "$TUNNEL" | awk '{ for (i = 2; i < NF; i++) if ($i == "dst") print "fdb", $1, $(i + 1) }'
}

# Commands that make of what is found what is planned
differences() {
  { found | sed 's/^/found /' && planned; } | awk -v dev="$TUNNEL" -v src="${BRIDGE_ADDRESS%/*}" '
    $1 == "found" { is[$2 " " $3 " " $4] = 1; next }
    { wanted[$0] = kept[$1 " " $2] = 1; lines[++count] = $0 }
    END {
      for (line in is) {
        split(line, word, " ")
        if (line in wanted || word[1] != "fdb" && (word[1] " " word[2]) in kept) continue
        if (word[1] == "fdb") print "bridge fdb del", word[2], "dev", dev, "dst", word[3]
        else print "ip", word[1], "del", word[2], "dev", dev
      }
      for (i = 1; i <= count; i++) {
        if (lines[i] in is) continue
        split(lines[i], word, " ")
        if (word[1] == "route") print "ip route replace", word[2], "via", word[3], "dev", dev, "onlink src", src
        else if (word[1] == "neigh") print "ip neigh replace", word[2], "lladdr", word[3], "dev", dev, "nud permanent"
        else print "bridge fdb replace", word[2], "dev", dev, "dst", word[3]
      }
    }'
}

# Underlay addresses of peers that have all three
ways() {
  { found | sed 's/^/found /' && planned; } | awk '
    $1 == "found" { is[$2 " " $3 " " $4] = 1; next }
    { all += $0 in is }
    $1 == "fdb" { if (all == 3) printf " %s ", $3; all = 0 }'
}

leads_to() { case $said in *" $2 "*) ;; *) return 1 ;; esac; }
leads_to_peers() { [ -z "$(differences)" ]; }

check_mesh() {
  failed=
  said=$(ways)
  check "$TUNNEL is VXLAN of id $TUNNEL_KEY and UDP port $TUNNEL_PORT over IPv$TUNNEL_FAMILY" is_tunnel
  check "$TUNNEL leads to the peers alone" leads_to_peers
  check "switch $SWITCH is up with MTU $MTU" has_mtu "$SWITCH"
  check "bridge $BRIDGE is up with MTU $MTU" has_mtu "$BRIDGE"
  check "bridge $BRIDGE is $BRIDGE_ADDRESS" has_address "$BRIDGE" "$BRIDGE_ADDRESS"
  for port in $BRIDGE_PORTS; do
    check "bridge $BRIDGE has the port $port" bridges "$port"
  done
  check "switch $SWITCH is $SWITCH_ADDRESS" has_address "$SWITCH" "$SWITCH_ADDRESS"
  [ -z "${SWITCH_PORT-}" ] || check "switch $SWITCH has the port $SWITCH_PORT" says "^$SWITCH_PORT,[1-9]"
  while read -r port remote _ name; do
    check "tunnel $port leads to $name ($remote)" leads_to "$port" "$remote"
  done <"$PEERS"
  [ -z "$failed" ]
}
