verify_tunnels() {
    is_tunnel || fail "$TUNNEL is no VXLAN device of id $TUNNEL_KEY and UDP port $TUNNEL_PORT over IPv$TUNNEL_FAMILY"
    [ -n "$(ip -o link show dev "$TUNNEL" up)" ] || fail "$TUNNEL is down"
    [ -e "/sys/class/net/$TUNNEL/master" ] || fail "$TUNNEL is in no bridge"
    [ "$(ways)" = "$(peers)" ] || fail "$TUNNEL sends to others than the peers"
}
