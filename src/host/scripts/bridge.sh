# Given a MAC at creation: else it changes whenever a container with a lower one starts.
[ -e "/sys/class/net/$BRIDGE" ] || ip link add "$BRIDGE" address "$BRIDGE_MAC" type bridge
ip link set dev "$BRIDGE" address "$BRIDGE_MAC" mtu "$MTU" up
