make_tunnel() {
  [ ! -e "/sys/class/net/$TUNNEL" ] || ip link delete dev "$TUNNEL"
  set -- "$TUNNEL" address "$TUNNEL_MAC" type vxlan id "$TUNNEL_KEY" dstport "$TUNNEL_PORT" "$@"
  # Without an IPv6 address at one end the kernel takes it for an IPv4 tunnel; `::` means none.
  [ "$TUNNEL_FAMILY" = 4 ] || set -- "$@" remote :: udp6zerocsumrx
  ! carries_address || set -- "$@" local "$UNDERLAY"
  ip link add "$@"
}
