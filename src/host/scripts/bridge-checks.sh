check "switch $SWITCH is up with MTU $MTU" has_mtu "$SWITCH"
check "bridge $BRIDGE is up with MTU $MTU" has_mtu "$BRIDGE"
check "bridge $BRIDGE is $BRIDGE_ADDRESS" has_address "$BRIDGE" "$BRIDGE_ADDRESS"
for port in $BRIDGE_PORTS; do
  check "bridge $BRIDGE has the port $port" bridges "$port"
done
