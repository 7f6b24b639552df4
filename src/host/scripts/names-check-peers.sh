while read -r _ remote bridge name; do
  check "$name has an address ($remote)" has_address_of "$bridge"
done <@NAMES@
