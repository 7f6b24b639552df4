# Whether this host's part of the mesh stands. ifupdown's and ifcfg's own scripts fail in silence, so they are checked.
verify() {
    ports=" $(ovs-vsctl --timeout=10 list-ports "$SWITCH" | tr '\n' ' ') "
    while read -r port _; do
        case $port in '' | '#'*) continue ;; esac
        case $ports in *" $port "*) ;; *) fail "switch $SWITCH has no port $port" ;; esac
    done <"$PEERS"
    broken=$(ovs-vsctl --timeout=10 --bare --columns=name find Interface ofport=-1)
    [ -z "$broken" ] || fail "Open vSwitch cannot open" "$broken"
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
