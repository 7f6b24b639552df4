# One device to all peers. It forwards nothing between them, so there are no loops.
build_switch() {
  is_tunnel || make_tunnel
  set_source
  set_ways
  ip link set dev "$TUNNEL" address "$TUNNEL_MAC" mtu "$MTU" up
}
