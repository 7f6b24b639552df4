# All in one transaction: they are never open to others meanwhile.
{
  cat /etc/meshinit/firewall.nft
  @FILL@
} | nft -f -
