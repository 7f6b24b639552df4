# One transaction: they are never open to others meanwhile.
{
  cat /etc/meshinit/firewall.nft
  awk '!/^#/ && NF { print "add element inet meshinit peers {", $2, "}" }' "$PEERS"
} | nft -f -
