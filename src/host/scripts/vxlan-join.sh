# Docker drops what a second bridge forwards, so the tunnel is a port of Docker's own bridge, and the veth pair's other
# end has the mesh address.
join_switch() {
  ip link set dev "$1" address "$SWITCH_MAC"
  ip link set dev "$TUNNEL" master "$BRIDGE"
}
