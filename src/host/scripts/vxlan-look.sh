said=$(ways)
check "$TUNNEL is VXLAN of id $TUNNEL_KEY and UDP port $TUNNEL_PORT over IPv$TUNNEL_FAMILY" is_tunnel
check "$TUNNEL leads to the peers alone" leads_to_peers
