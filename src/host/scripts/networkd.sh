# networkd makes the devices. It reads new files here, and gets what it does not know: the source address where the host
# carries it, and which entries are too many.
tell_networkd() {
  # Id, port and address family are for a device's life: one that differs goes, and networkd makes it anew.
  is_tunnel || [ ! -e "/sys/class/net/$TUNNEL" ] || ip link delete dev "$TUNNEL"
  networkctl reload
  retry 30 1 made
  set_source
  set_ways
  # In one Ethernet segment each answers for its own address alone, or packets come in by the wrong one.
  [ -z "$SWITCH_ADDRESS" ] ||
    for device in "$BRIDGE" "$SWITCH"; do echo 1 >"/proc/sys/net/ipv4/conf/$device/arp_ignore"; done
}

# networkd leaves what somebody took down, or out of the bridge.
made() {
  is_tunnel || return 1
  for port in $BRIDGE_PORTS; do
    bridges "$port" || ip link set dev "$port" master "$BRIDGE" up || return 1
  done
  has_mtu "$TUNNEL" && has_mtu "$SWITCH" && has_address "$BRIDGE" "$BRIDGE_ADDRESS" &&
    { [ -z "$SWITCH_ADDRESS" ] || has_address "$SWITCH" "$SWITCH_ADDRESS"; }
}
