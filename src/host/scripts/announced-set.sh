ip link set dev "$TUNNEL" type bridge_slave learning off neigh_suppress on
