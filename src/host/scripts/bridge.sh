# The MAC is given at creation: else the bridge takes a new one whenever a container with a lower one starts.
make_bridge() {
    [ -e "/sys/class/net/$BRIDGE" ] || ip link add "$BRIDGE" address "$BRIDGE_MAC" type bridge
    ip link set dev "$BRIDGE" address "$BRIDGE_MAC" mtu "$MTU" up
}

# set_address DEVICE ADDRESS/PREFIX: this one and no other
set_address() {
    for other in $(ip -o -4 addr show dev "$1" | awk '{ print $4 }'); do
        [ "$other" = "$2" ] || ip addr del "$other" dev "$1"
    done
    ip addr replace "$2" brd + dev "$1"
}
