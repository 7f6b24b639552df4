# of_peer COLUMN ADDRESS: what wg show says of a peer at each device; while keys change it has another key there
of_peer() {
  for entry in $WG_DEVICES; do
    key=$(awk -v address="$2" '$1 == address { print $2 }' "/etc/meshinit/${entry%:*}.peers")
    wg show "${entry%:*}" "$1" | awk -v key="$key" '$1 == key'
  done
}
# Bytes that have left for a peer by WireGuard.
sent_to() { of_peer transfer "$1" | awk '{ sum += $3 } END { print sum + 0 }'; }
# takes_way ADDRESS MESH: a packet for the peer's mesh address leaves by WireGuard, whole
takes_way() {
  before=$(sent_to "$1")
  ping -c 1 -w 3 -s $((MTU - 28)) "$2"
  [ $(($(sent_to "$1") - before)) -ge "$MTU" ]
}
# shook ADDRESS: within the time after which WireGuard gives up a session
shook() { of_peer latest-handshakes "$1" | awk -v now="$(date +%s)" 'now - $2 <= 180 { found = 1 } END { exit !found }'; }
last=${WG_DEVICES##* }
while read -r address _ _ _ name; do
  mesh=$(awk -v remote="$address" '$2 == remote { print $3; exit }' "$PEERS")
  [ -z "$mesh" ] || check "$name gets its packets by WireGuard" takes_way "$address" "$mesh"
  check "$name shook hands in the last 180 s" shook "$address"
done <"/etc/meshinit/${last%:*}.peers"
