# A network that rides the main one's tunnels: a port of that one's switch, which takes packets without a tag alone and
# gives them its own. So do the main network's own ports from then on, or a container could forge a tag.
build_vlan() {
  # shellcheck disable=SC2086 # the columns are a list of words
  set -- --may-exist add-port "$TRUNK" "$SWITCH" \
    -- set Interface "$SWITCH" type=internal "mac=\"$SWITCH_MAC\"" $SWITCH_COLUMNS \
    -- set Port "$SWITCH" vlan_mode=access "tag=$VLAN"
  for port in $TRUNK_PORTS; do
    set -- "$@" -- --if-exists set Port "$port" vlan_mode=access tag=0
  done
  ovs-vsctl --timeout=60 "$@"
  # An access port lets the empty tag in and takes it off: one behind that would then count on the tunnel.
  for port in $TRUNK_PORTS; do
    number=$(ovs-vsctl --timeout=60 --if-exists get Interface "$port" ofport)
    [ -z "$number" ] || ovs-ofctl add-flow "$TRUNK" "priority=60000,in_port=$number,vlan_tci=0x1000/0x1000,actions=drop"
  done
  ip link set dev "$SWITCH" address "$SWITCH_MAC" mtu "$MTU" up
}
