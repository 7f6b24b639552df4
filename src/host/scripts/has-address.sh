has_address() { ip -o -4 addr show dev "$1" | grep -q " $2 "; }
