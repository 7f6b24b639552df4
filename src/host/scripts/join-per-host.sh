# A veth pair joins Docker's bridge to the switch. Made at every boot, since no pair survives one.
join_bridge() {
  [ -e "/sys/class/net/$VETH_SWITCH" ] || ip link add "$VETH_SWITCH" type veth peer name "$VETH_DOCKER"
  ip link set dev "$VETH_SWITCH" mtu "$MTU" up
  ip link set dev "$VETH_DOCKER" mtu "$MTU" master "$BRIDGE" up
  join_switch "$VETH_SWITCH"
  # Both are in one Ethernet segment: each answers only for its own address, or packets come in by the wrong one.
  for device in "$BRIDGE" "$SWITCH"; do echo 1 >"/proc/sys/net/ipv4/conf/$device/arp_ignore"; done
}
