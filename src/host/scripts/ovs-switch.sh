# One transaction: no tunnel ever lacks its loop protection, or has half its options.
build_switch() {
  retry 30 2 ovs-vsctl --timeout=10 --no-wait show >/dev/null
  # A host that has its own manifest address answers from it; behind a provider's NAT the kernel chooses.
  local_ip=${UNDERLAY:+$(ip -o addr show to "$UNDERLAY")}
  # The MAC is fixed, since a random one moves the root of a spanning tree at each boot.
  # shellcheck disable=SC2086 # the columns and options are lists of words
  set -- --may-exist add-br "$SWITCH" \
    -- set Bridge "$SWITCH" "other_config:hwaddr=\"$SWITCH_MAC\"" $BRIDGE_COLUMNS \
    -- set Interface "$SWITCH" external_ids:meshinit="$CLUSTER" $SWITCH_COLUMNS
  # Ports of earlier runs whose peer has left, known by the mark set below.
  # Open vSwitch 2.5 puts a name with a digit in quotes.
  for port in $(ovs-vsctl --timeout=10 --format=csv --no-headings --columns=name,external_ids list Port |
    awk -F, '/meshinit=/ { gsub(/"/, "", $1); print $1 }'); do
    grep -q "^$port " "$PEERS" || set -- "$@" -- del-port "$SWITCH" "$port"
  done
  while read -r port remote _ name; do
    case $port in '' | '#'*) continue ;; esac
    # Cleared in the same transaction: an option removed from the manifest leaves the switch.
    # shellcheck disable=SC2086
    set -- "$@" -- --may-exist add-port "$SWITCH" "$port" \
      -- set Port "$port" external_ids:meshinit="$name" $PORT_COLUMNS \
      -- clear Interface "$port" options \
      -- set Interface "$port" "type=$TUNNEL_TYPE" "options:remote_ip=\"$remote\"" $TUNNEL_OPTIONS
    [ -z "$local_ip" ] || set -- "$@" "options:local_ip=\"$UNDERLAY\""
  done <"$PEERS"
  ovs-vsctl --timeout=60 "$@"
  ip link set dev "$SWITCH" mtu "$MTU" up
}
