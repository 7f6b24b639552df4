# Whether the device matches host.conf: id, port and family are fixed at creation.
is_tunnel() {
  described=$(ip -o -d link show dev "$TUNNEL" 2>/dev/null) || return 1
  case $described in *" vxlan id $TUNNEL_KEY "*" dstport $TUNNEL_PORT "*) ;; *) return 1 ;; esac
  # Only IPv6: it takes packets without an outer checksum, as the kernel of an Open vSwitch host sends them.
  case $described in *' udp6zerocsumrx '*) [ "$TUNNEL_FAMILY" = 6 ] ;; *) [ "$TUNNEL_FAMILY" = 4 ] ;; esac
}
