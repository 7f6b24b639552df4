if [ -n "${BRIDGE_ADDRESS6-}" ]; then
  check "bridge $BRIDGE is $BRIDGE_ADDRESS6" has_address6 "$BRIDGE" "$BRIDGE_ADDRESS6"
  [ -z "${SWITCH_ADDRESS6-}" ] || check "switch $SWITCH is $SWITCH_ADDRESS6" has_address6 "$SWITCH" "$SWITCH_ADDRESS6"
  check "bridge $BRIDGE passes on all multicast" no_snooping
  check 'IPv6 is forwarded' forwards_ipv6
fi
