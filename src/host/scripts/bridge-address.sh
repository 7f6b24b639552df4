has_address "$BRIDGE" "$BRIDGE_ADDRESS" || ip -4 addr flush dev "$BRIDGE"
ip addr replace "$BRIDGE_ADDRESS" brd + dev "$BRIDGE"
