leads_to() { bridge fdb show dev "$TUNNEL" | grep -Eq "^00:00:00:00:00:00 (.* )?dst $2 "; }
is_open() { ip -o link show dev "$TUNNEL" up | grep -q .; }
