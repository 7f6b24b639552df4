#!/bin/sh
# Tests the mesh from inside this host: one line per check, exit status 1 if one fails.
# shellcheck disable=SC1010,SC2153,SC2317 # the do of ping; variables of host.conf; functions that check calls
set -eu
. @LIB@/common.sh
# It only looks: what it finds is not its own failure.
trap - EXIT
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

whole_packet() { ping -M do -c 2 -W 2 -s $((MTU - 28)) "$1"; }
# Docker before 1.9 has no networks to ask about.
docker_uses() { docker info && { ! docker network ls || docker network inspect bridge | grep -q "\"$BRIDGE_SUBNET\""; }; }
masquerades() { { iptables-save -t nat; nft list ruleset; } 2>/dev/null | grep -i masquerade | grep -q "$SUBNET"; }

stands check
while read -r port _ bridge name; do
  case $port in '' | '#'*) continue ;; esac
  check "$name answers $MTU bytes unfragmented at $bridge" whole_packet "$bridge"
done <"$PEERS"
