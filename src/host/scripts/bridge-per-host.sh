build_bridge() {
  make_bridge "$BRIDGE" "$BRIDGE_MAC"
  join_bridge
  set_address "$BRIDGE" "$BRIDGE_ADDRESS"
  set_address "$SWITCH" "$SWITCH_ADDRESS"
}
