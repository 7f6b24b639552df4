
masquerades() { { iptables-save -t nat; nft list ruleset; } | grep -i masquerade | grep -q "$SUBNET"; }

check_mesh || :
while read -r _ _ address name; do
  check "$name answers $MTU bytes unfragmented at $address" ping -M do -c 1 -w 3 -s $((MTU - 28)) "$address"
done <"$PEERS"
