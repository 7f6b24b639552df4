ping6() { if command -v ping6 >/dev/null; then command ping6 "$@"; else ping -6 "$@"; fi; }
docker_uses6() { docker network inspect "${DOCKER_NETWORK-bridge}" | grep -q "\"$BRIDGE_SUBNET6\""; }
masquerades6() { { ip6tables-save -t nat; nft list ruleset; } | grep -i masquerade | grep -q "$SUBNET6"; }

if [ -n "${SUBNET6-}" ]; then
  # A peer's address is the network's with its IPv4 one at the end.
  while read -r _ _ address name; do
    check "$name answers $MTU bytes unfragmented at ${SUBNET6%/*}$address" \
      ping6 -M do -c 1 -w 3 -s $((MTU - 48)) "${SUBNET6%/*}$address"
  done <"$PEERS"
  check "Docker has $BRIDGE_SUBNET6 on $BRIDGE" docker_uses6
  [ "$MASQUERADE6" = false ] || check "what leaves $SUBNET6 is masqueraded" masquerades6
fi
