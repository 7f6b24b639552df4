raw() { iptables -w -t raw "$@"; }
raw -N MESHINIT-NAMES 2>/dev/null || raw -F MESHINIT-NAMES
for device in $outside; do raw -A MESHINIT-NAMES -i "$device" -j DROP; done
listened='@LISTENED@'
for address in $listened; do
  for protocol in udp tcp; do
    set -- PREROUTING -d "$address" -p "$protocol" --dport 53 -j MESHINIT-NAMES
    raw -C "$@" 2>/dev/null || raw -A "$@"
  done
done
