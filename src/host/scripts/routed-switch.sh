# One device in no bridge. It asks nobody for addresses: who is no peer has no entry, and what is for him goes nowhere.
build_switch() {
  is_tunnel || make_tunnel nolearning
  set_source
  # An address that is set anew, even to the same, empties the device's list of neighbours.
  grep -qx "$TUNNEL_MAC" "/sys/class/net/$TUNNEL/address" || ip link set dev "$TUNNEL" address "$TUNNEL_MAC"
  ip link set dev "$TUNNEL" mtu "$MTU" arp off up
}
