check "switch $SWITCH is $SWITCH_ADDRESS" has_address "$SWITCH" "$SWITCH_ADDRESS"
[ -z "${SWITCH_PORT-}" ] || check "switch $SWITCH has the port $SWITCH_PORT" says "^$SWITCH_PORT,[1-9]"
