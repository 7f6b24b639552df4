check "switch $SWITCH has MTU $MTU" has_mtu "$SWITCH"
check "bridge $BRIDGE has MTU $MTU" has_mtu "$BRIDGE"
check "bridge $BRIDGE is $BRIDGE_ADDRESS" has_address "$BRIDGE" "$BRIDGE_ADDRESS"
while read -r port remote bridge name; do
    case $port in '' | '#'*) continue ;; esac
    check "tunnel $port leads to $name ($remote)" leads_to "$port" "$remote"
    check "tunnel $port is open" is_open "$port"
    check "$name answers $MTU bytes unfragmented at $bridge" whole_packet "$bridge"
done </etc/meshinit/peers
check "Docker runs on $BRIDGE" docker_uses
[ "$MASQUERADE" = false ] || check "what leaves $SUBNET is masqueraded" masquerades
exit "$failed"
