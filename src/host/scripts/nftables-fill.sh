fill() {
  for network in '' $FURTHER; do
    awk -v set="peers${network:+-$network}" '{ print "add element inet meshinit", set, "{", $2, "}" }' \
      "/etc/meshinit/peers${network:+.$network}"
  done
}

