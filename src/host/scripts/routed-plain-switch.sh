# A bridge without ports has the mesh address. What is for an address of the mesh that no peer has ends there.
build_switch() {
  [ -e "/sys/class/net/$SWITCH" ] || ip link add "$SWITCH" address "$SWITCH_MAC" type bridge
  ip link set dev "$SWITCH" address "$SWITCH_MAC" mtu "$MTU" up
}
