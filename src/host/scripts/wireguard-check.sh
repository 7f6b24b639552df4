# Bytes that have left for a peer by WireGuard.
sent_to() { for entry in $WG_DEVICES; do wg show "${entry%:*}" transfer; done | awk -v key="$1" '$1 == key { sum += $3 } END { print sum + 0 }'; }
# takes_way KEY ADDRESS: a packet for the peer's mesh address leaves by WireGuard, whole
takes_way() {
  before=$(sent_to "$1")
  ping -c 1 -w 3 -s $((MTU - 28)) "$2"
  [ $(($(sent_to "$1") - before)) -ge "$MTU" ]
}
# shook KEY: within the time after which WireGuard gives up a session
shook() {
  for entry in $WG_DEVICES; do wg show "${entry%:*}" latest-handshakes; done |
    awk -v key="$1" -v now="$(date +%s)" '$1 == key && now - $2 <= 180 { found = 1 } END { exit !found }'
}
last=${WG_DEVICES##* }
while read -r address key _ _ name; do
  mesh=$(awk -v remote="$address" '$2 == remote { print $3; exit }' "$PEERS")
  [ -z "$mesh" ] || check "$name gets its packets by WireGuard" takes_way "$key" "$mesh"
  check "$name shook hands in the last 180 s" shook "$key"
done <"/etc/meshinit/${last%:*}.peers"
