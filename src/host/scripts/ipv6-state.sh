has_address6() { ip -o -6 addr show dev "$1" | grep -q " $2 "; }
forwards_ipv6() { [ "$(cat /proc/sys/net/ipv6/conf/all/forwarding)" = 1 ]; }
# A kernel without it has no such file.
no_snooping() { ! grep -q '^1$' "/sys/class/net/$BRIDGE/bridge/multicast_snooping" 2>/dev/null; }
