# Docker's bridge exists before Docker starts, or Docker would invent an address.
build_bridge() {
  make_bridge "$BRIDGE" "$BRIDGE_MAC"
  set_address "$BRIDGE" "$BRIDGE_ADDRESS"
  join_bridge
}
