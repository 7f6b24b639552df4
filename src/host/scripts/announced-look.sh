check "$TUNNEL learns addresses by BGP alone" is_told
check "$TUNNEL as a port of $BRIDGE learns addresses by BGP alone" is_port_told
check "$TUNNEL sends from $UNDERLAY, where BGP leads the peers" is_source
