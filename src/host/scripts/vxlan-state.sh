# Whether the device matches host.conf: id, port and family are fixed at creation.
is_tunnel() {
  described=$(ip -o -d link show dev "$TUNNEL" 2>/dev/null) || return 1
  case $described in *" vxlan id $TUNNEL_KEY "*" dstport $TUNNEL_PORT "*) ;; *) return 1 ;; esac
  # Only IPv6: it takes packets without an outer checksum, as the kernel of an Open vSwitch host sends them.
  case $described in *' udp6zerocsumrx '*) [ "$TUNNEL_FAMILY" = 6 ] ;; *) [ "$TUNNEL_FAMILY" = 4 ] ;; esac
}

# Where it floods unlearned frames, and where it should: an address a line.
ways() {
  bridge fdb show dev "$TUNNEL" |
    awk '$1 == "00:00:00:00:00:00" { for (i = 2; i < NF; i++) if ($i == "dst") print $(i + 1) }' | sort
}
peers() { awk '!/^#/ { print $2 }' "$PEERS" | sort; }

look() { said=$(ways); }
leads_to() { echo "$said" | grep -Fqx "$2"; }
is_open() { [ -n "$(ip -o link show dev "$TUNNEL" up)" ]; }
leads_to_peers() { [ "$said" = "$(peers)" ]; }
switch_stands() {
  "$1" "$TUNNEL is VXLAN of id $TUNNEL_KEY and UDP port $TUNNEL_PORT over IPv$TUNNEL_FAMILY" is_tunnel || return 1
  "$1" "$TUNNEL leads to the peers alone" leads_to_peers
}
