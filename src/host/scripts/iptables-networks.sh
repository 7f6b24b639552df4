peers() {
  echo '*filter'
  echo ':MESHINIT - [0:0]'
  in_each echo_chain
  in_each echo_peers
  # Who is no peer of any network that has the opening is turned away after all of their chains.
  echo "$TUNNEL_RULES"
  echo COMMIT
}

echo_chain() { echo ":$PEER_CHAIN - [0:0]"; }
echo_peers() {
  while read -r port remote _; do
    echo "-A $PEER_CHAIN -s $remote -j ACCEPT"
  done <"$PEERS"
}

