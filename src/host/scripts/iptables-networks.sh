peers() {
  echo '*filter'
  echo ':MESHINIT - [0:0]'
  for network in '' $FURTHER; do echo ":MESHINIT-PEERS${network:+-$network} - [0:0]"; done
  for network in '' $FURTHER; do
    while read -r port remote _; do
      echo "-A MESHINIT-PEERS${network:+-$network} -s $remote -j ACCEPT"
    done <"/etc/meshinit/peers${network:+.$network}"
  done
  # Who is no peer of any network that has the opening is turned away after all of their chains.
  echo "$TUNNEL_RULES"
  echo COMMIT
}

