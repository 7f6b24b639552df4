# Docker's bridge carries the switch as a port.
join_bridge() { ip link set dev "$SWITCH" master "$BRIDGE" up; }
