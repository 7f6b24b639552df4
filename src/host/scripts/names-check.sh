has_address_of() { awk -v bridge="$1" '$3 == bridge { found = 1 } END { exit !found }' /etc/meshinit/peers; }
while read -r port remote bridge name; do
  case $port in '' | '#'*) continue ;; esac
  check "$name has an address ($remote)" has_address_of "$bridge"
done </etc/meshinit/names
