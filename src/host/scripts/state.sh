has_mtu() { ip -o link show dev "$1" up | grep -q " mtu $MTU "; }
bridges() { ip -o link show dev "$1" up | grep -q " master $BRIDGE "; }
