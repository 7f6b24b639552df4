#!/bin/sh
# The tunnels are open to the peers alone, whose addresses this host itself has resolved.
set -eu
. @LIB@/common.sh
doing='close the tunnels to strangers'

# All in one transaction: they are never open to others meanwhile.
{
  cat /etc/meshinit/firewall.nft
  awk '{ print "add element inet meshinit peers {", $2, "}" }' "$PEERS"
} | nft -f -
