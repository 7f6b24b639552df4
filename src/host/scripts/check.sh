#!/bin/sh
# Tests the mesh from inside this host: a line for each thing, exit status 1 where one fails.
# shellcheck disable=SC1010,SC2153,SC2317 # the do of ping; variables of host.conf; functions that check calls
set -eu
# shellcheck source=/dev/null
. /etc/meshinit/host.conf
failed=0

# check WHAT COMMAND...
check() {
    what=$1
    shift
    if "$@" >/dev/null 2>&1 </dev/null; then
        echo "ok    $what"
    else
        echo "FAIL  $what"
        failed=1
    fi
}

has_mtu() { [ "$(cat "/sys/class/net/$1/mtu")" = "$MTU" ]; }
has_address() { ip -o -4 addr show dev "$1" | grep -q " $2 "; }
leads_to() { [ "$(ovs-vsctl --timeout=10 get Interface "$1" options:remote_ip | tr -d '"')" = "$2" ]; }
is_open() { [ "$(ovs-vsctl --timeout=10 get Interface "$1" ofport)" -gt 0 ]; }
whole_packet() { ping -M do -c 2 -W 2 -s $((MTU - 28)) "$1"; }
# A Docker from before 1.9 has no networks to ask about.
docker_uses() { docker info && { ! docker network ls || docker network inspect bridge | grep -q "\"$BRIDGE_SUBNET\""; }; }
masquerades() { { iptables-save -t nat; nft list ruleset; } 2>/dev/null | grep -i masquerade | grep -q "$SUBNET"; }

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
