has_address_of() { awk -v bridge="$1" '$3 == bridge { found = 1 } END { exit !found }' "$PEERS"; }
while read -r _ remote bridge name; do
  check "$name has an address ($remote)" has_address_of "$bridge"
done </etc/meshinit/names
