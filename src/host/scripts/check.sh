#!/bin/sh
# Tests the mesh from inside this host: a line a check, exit status 1 where one fails.
# shellcheck disable=SC1010,SC2153,SC2317 # the do of ping; variables of host.conf; functions that check calls
set -eu
. @LIB@/common.sh
# What it finds is no failure of its own.
trap - EXIT

masquerades() { { iptables-save -t nat; nft list ruleset; } | grep -i masquerade | grep -q "$SUBNET"; }

check_mesh || :
while read -r _ _ address name; do
  check "$name answers $MTU bytes unfragmented at $address" ping -M do -c 1 -w 3 -s $((MTU - 28)) "$address"
done <"$PEERS"
