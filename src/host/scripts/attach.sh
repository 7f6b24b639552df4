#!/bin/sh
# meshinit-attach CONTAINER ADDRESS/PREFIX [INTERFACE]: gives a running container an address on the mesh, besides what Docker
# gave it. It is gone when the container stops. INTERFACE is eth1 by default.
set -eu
. @LIB@/common.sh
trap - EXIT
container=$1 address=$2 interface=${3:-eth1}
pid=$(docker inspect -f '{{.State.Pid}}' "$container")
[ "$pid" != 0 ] || fail "$container does not run"
inside() { nsenter -t "$pid" -n "$@"; }
! inside ip -o -4 addr show dev "$interface" 2>/dev/null | grep -q " $address " || exit 0

# Both names and the MAC derive from the address: what somebody left of an earlier one goes, and no neighbour need learn anew.
ip=${address%/*}
hex=$(printf '%02x' $(echo "$ip" | tr . ' '))
ip link del "mi$hex" 2>/dev/null || :
mac=02:6e$(echo "$hex" | sed 's/../:&/g')
ip link add "mi$hex" mtu "$MTU" type veth peer name "$interface" mtu "$MTU" address "$mac" netns "$pid"
ip link set dev "mi$hex" master "$BRIDGE" up
# Docker's own interface is in the same subnet: each answers for its own address alone, and answers leave where questions came.
inside sh -c 'echo 1 >/proc/sys/net/ipv4/conf/all/arp_ignore'
inside ip addr add "$address" dev "$interface"
inside ip link set dev "$interface" up
[ "$(inside ip -4 route show default)" ] || { inside ip route add default via "${BRIDGE_ADDRESS%/*}" && exit 0; }
subnet=$(inside ip -4 route show dev "$interface" proto kernel | cut -d ' ' -f 1)
inside ip route del "$subnet" dev "$interface"
inside ip route add "$subnet" dev "$interface" src "$ip" table 109
inside ip route add default via "${BRIDGE_ADDRESS%/*}" dev "$interface" table 109
inside ip rule add from "$ip" lookup 109
