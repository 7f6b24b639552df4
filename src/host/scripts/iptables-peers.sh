peers() {
  echo '*filter'
  echo ':MESHINIT - [0:0]'
  echo ":$PEER_CHAIN - [0:0]"
  echo "-A MESHINIT $TUNNEL_MATCH -j $PEER_CHAIN"
  # shellcheck disable=SC2034 # the first column
  while read -r port remote _; do
    echo "-A $PEER_CHAIN -s $remote -j ACCEPT"
  done <"$PEERS"
  echo "-A $PEER_CHAIN -j DROP"
  echo COMMIT
}

