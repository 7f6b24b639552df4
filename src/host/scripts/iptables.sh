#!/bin/sh
# The tunnels' protocol is open only to peers. Two chains of our own, so that it can be run again.
set -eu
. @LIB@/common.sh
doing='close the tunnels to strangers'

peers() {
  echo '*filter'
  echo ':MESHINIT - [0:0]'
  echo ":$PEER_CHAIN - [0:0]"
  echo "-A MESHINIT $TUNNEL_MATCH -j $PEER_CHAIN"
  while read -r port remote _; do
    echo "-A $PEER_CHAIN -s $remote -j ACCEPT"
  done <"$PEERS"
  echo "-A $PEER_CHAIN -j DROP"
  echo COMMIT
}

# Swaps the chains at once: meanwhile no peer is shut out, no stranger let in. Docker may hold the lock.
exchange() { peers | "$IPTABLES-restore" --noflush; }

# ensure TOOL TABLE CHAIN RULE...: before all others
ensure() {
  tool=$1 table=$2 chain=$3
  shift 3
  "$tool" -w -t "$table" -C "$chain" "$@" 2>/dev/null || "$tool" -w -t "$table" -I "$chain" "$@"
}

retry 10 1 exchange
ensure "$IPTABLES" filter INPUT -j MESHINIT
set -- POSTROUTING -s "$SUBNET" ! -d "$SUBNET" -j MASQUERADE
if [ "$OWN_MASQUERADE" = true ]; then
  ensure iptables nat "$@"
else
  iptables -w -t nat -D "$@" 2>/dev/null || :
fi
