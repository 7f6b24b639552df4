# Docker's bridge carries the switch as a port. It stands before Docker starts, or Docker would invent an address.
build_bridge() {
    make_bridge "$BRIDGE" "$BRIDGE_MAC"
    ip link set dev "$SWITCH" master "$BRIDGE" up
    set_address "$BRIDGE" "$BRIDGE_ADDRESS"
}
