# A second bridge would be in Docker's way, which drops what it forwards: the tunnel is Docker's bridge's own port, and the
# veth pair's other end has the mesh address.
join_switch() {
  ip link set dev "$1" address "$SWITCH_MAC"
  ip link set dev "$TUNNEL" master "$BRIDGE"
}
