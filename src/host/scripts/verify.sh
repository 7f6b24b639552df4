# Whether this host's part of the mesh stands.
verify() {
    verify_tunnels
    has_address "$BRIDGE" "$BRIDGE_ADDRESS" || fail "$BRIDGE has not the address $BRIDGE_ADDRESS"
    [ -z "$SWITCH_ADDRESS" ] || has_address "$SWITCH" "$SWITCH_ADDRESS" || fail "$SWITCH has not $SWITCH_ADDRESS"
    for device in "$SWITCH" "$BRIDGE"; do
        mtu=$(cat "/sys/class/net/$device/mtu")
        [ "$mtu" = "$MTU" ] || fail "$device has MTU $mtu, not $MTU"
    done
}

has_address() {
    ip -o -4 addr show dev "$1" | grep -q " $2 "
}
