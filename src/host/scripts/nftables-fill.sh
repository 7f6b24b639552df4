fill() {
  awk -v set="peers${NETWORK:+-$NETWORK}" '{ print "add element inet meshinit", set, "{", $2, "}" }' "$PEERS"
}

