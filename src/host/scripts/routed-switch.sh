# One device in no bridge. It asks nobody for addresses: who is no peer has no entry, and what is for him goes nowhere.
build_switch() {
  is_tunnel || make_tunnel nolearning
  set_source
  ip link set dev "$TUNNEL" address "$TUNNEL_MAC" mtu "$MTU" arp off up
}
