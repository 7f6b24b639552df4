# What meshinit-mesh builds, and meshinit-check tests.

has_mtu() { ip -o link show dev "$1" up | grep -q " mtu $MTU "; }
has_address() { ip -o -4 addr show dev "$1" | grep -q " $2 "; }
bridges() { [ -e "/sys/class/net/$BRIDGE/brif/$1" ] && [ -n "$(ip -o link show dev "$1" up)" ]; }

# stands JUDGE: calls JUDGE WHAT COMMAND... for each thing, until one fails
stands() {
  look
  "$1" "switch $SWITCH is up with MTU $MTU" has_mtu "$SWITCH" || return 1
  "$1" "bridge $BRIDGE is up with MTU $MTU" has_mtu "$BRIDGE" || return 1
  "$1" "bridge $BRIDGE is $BRIDGE_ADDRESS" has_address "$BRIDGE" "$BRIDGE_ADDRESS" || return 1
  [ -z "$SWITCH_ADDRESS" ] ||
    "$1" "switch $SWITCH is $SWITCH_ADDRESS" has_address "$SWITCH" "$SWITCH_ADDRESS" || return 1
  for port in $BRIDGE_PORTS; do
    "$1" "bridge $BRIDGE has the port $port" bridges "$port" || return 1
  done
  switch_stands "$1" || return 1
  while read -r port remote _ name; do
    case $port in '' | '#'*) continue ;; esac
    "$1" "tunnel $port leads to $name ($remote)" leads_to "$port" "$remote" || return 1
    "$1" "tunnel $port is open" is_open "$port" || return 1
  done <"$PEERS"
}
