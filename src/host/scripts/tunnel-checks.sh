while read -r port remote _ name; do
  check "tunnel $port leads to $name ($remote)" leads_to "$port" "$remote"
done <"$PEERS"
