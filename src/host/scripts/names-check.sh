has_address_of() { awk -v bridge="$1" '$3 == bridge { found = 1 } END { exit !found }' "$PEERS"; }
