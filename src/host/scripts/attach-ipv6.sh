# The IPv6 address is of the IPv4 one, as Docker makes them.
ip6=${SUBNET6%/*}242:$(echo "$hex" | sed 's/..../&:/')
inside sh -c "echo 0 >'/proc/sys/net/ipv6/conf/$interface/disable_ipv6'"
inside ip addr add "$ip6/${BRIDGE_SUBNET6#*/}" dev "$interface" nodad noprefixroute
inside ip link set dev "$interface" up
table=254
if [ "$(inside ip -6 route show default)" ]; then
  table=109
  inside ip -6 rule add from "$ip6" lookup "$table"
fi
inside ip -6 route add "$BRIDGE_SUBNET6" dev "$interface" table "$table"
inside ip -6 route add default via "${BRIDGE_ADDRESS6%/*}" dev "$interface" table "$table"
