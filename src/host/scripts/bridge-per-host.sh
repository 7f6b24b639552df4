# A veth pair joins Docker's bridge to the switch. Made at every boot, since a pair does not outlive one.
build_bridge() {
    make_bridge
    [ -e /sys/class/net/veth_sw0 ] || ip link add veth_sw0 type veth peer name veth_d0
    ip link set dev veth_sw0 mtu "$MTU" up
    ip link set dev veth_d0 mtu "$MTU" master "$BRIDGE" up
    ovs-vsctl --timeout=60 --may-exist add-port "$SWITCH" veth_sw0
    set_address "$BRIDGE" "$BRIDGE_ADDRESS"
    set_address "$SWITCH" "$SWITCH_ADDRESS"
}
