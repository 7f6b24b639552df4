has_address "$SWITCH" "$SWITCH_ADDRESS" || ip -4 addr flush dev "$SWITCH"
ip addr replace "$SWITCH_ADDRESS" brd + dev "$SWITCH"
