# One transaction: no tunnel ever lacks its loop protection, or has half its options.
build_switch() {
  # A random MAC would move the root of a spanning tree at each boot.
  # shellcheck disable=SC2086 # the columns and options are lists of words
  set -- --may-exist add-br "$SWITCH" \
    -- set Bridge "$SWITCH" "other_config:hwaddr=\"$SWITCH_MAC\"" $BRIDGE_COLUMNS \
    ${SWITCH_COLUMNS:+-- set Interface "$SWITCH" $SWITCH_COLUMNS}
  # Ports whose peer has left, by the mark that they got below.
  for port in $(ovs-vsctl --retry --timeout=60 --bare --columns=name find Port 'external_ids:meshinit!=""'); do
    grep -q "^$port " "$PEERS" || set -- "$@" -- del-port "$SWITCH" "$port"
  done
  # Behind a provider's NAT no device has the address: the kernel chooses the source.
  local_ip=${UNDERLAY:+$(ip -o addr show to "$UNDERLAY")}
  while read -r port remote _ name; do
    # Cleared first: an option that left the manifest leaves the switch too.
    # shellcheck disable=SC2086
    set -- "$@" -- --may-exist add-port "$SWITCH" "$port" \
      -- set Port "$port" external_ids:meshinit="$name" $PORT_COLUMNS \
      -- clear Interface "$port" options \
      -- set Interface "$port" $TUNNEL_COLUMNS "options:remote_ip=\"$remote\""
    [ -z "$local_ip" ] || set -- "$@" "options:local_ip=\"$UNDERLAY\""
  done <"$PEERS"
  ovs-vsctl --timeout=60 "$@"
  ip link set dev "$SWITCH" mtu "$MTU" up
}
