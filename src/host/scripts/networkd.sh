# networkd makes the devices. Here it reads new files, and gets what it cannot know: the source address if the host has
# it, and which entries to remove.
tell_networkd() {
  # Id, port and address family are fixed at creation: if they differ, networkd recreates the device.
  is_tunnel || [ ! -e "/sys/class/net/$TUNNEL" ] || ip link delete dev "$TUNNEL"
  networkctl reload
  retry 30 1 made
  set_source
  set_ways
  # In one Ethernet segment each answers only for its own address, or packets come in by the wrong one.
  [ -z "${SWITCH_ADDRESS-}" ] ||
    for device in "$BRIDGE" "$SWITCH"; do echo 1 >"/proc/sys/net/ipv4/conf/$device/arp_ignore"; done
}

# networkd does not restore what somebody took down or out.
made() {
  is_tunnel || return 1
  for port in $BRIDGE_PORTS; do
    bridges "$port" || ip link set dev "$port" master "$BRIDGE" up || return 1
  done
  has_mtu "$TUNNEL" && has_mtu "$SWITCH" && has_address "$BRIDGE" "$BRIDGE_ADDRESS" &&
    { [ -z "${SWITCH_ADDRESS-}" ] || has_address "$SWITCH" "$SWITCH_ADDRESS"; }
}
