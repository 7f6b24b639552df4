# All in one transaction: they are never open to others meanwhile.
{
  cat /etc/meshinit/firewall.nft
  awk '{ print "add element inet meshinit peers {", $2, "}" }' "$PEERS"
} | nft -f -
