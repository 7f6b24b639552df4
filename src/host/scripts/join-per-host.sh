# A veth pair joins Docker's bridge to the switch. Made at every boot, since no pair survives one.
join_bridge() {
  [ -e /sys/class/net/veth_sw0 ] || ip link add veth_sw0 type veth peer name veth_d0
  ip link set dev veth_sw0 mtu "$MTU" up
  ip link set dev veth_d0 mtu "$MTU" master "$BRIDGE" up
  join_switch veth_sw0
  # Both are in one Ethernet segment: each answers only for its own address, or packets come in by the wrong one.
  for device in "$BRIDGE" "$SWITCH"; do echo 1 >"/proc/sys/net/ipv4/conf/$device/arp_ignore"; done
}
