#!/bin/sh
# The tunnels are open to the peers alone. All in one transaction: they are never open to others meanwhile.
set -eu
. /usr/local/lib/meshinit/common.sh
doing='close the tunnels to strangers'

{
    cat /etc/meshinit/firewall.nft
    awk '!/^#/ && NF { print "add element inet meshinit peers {", $2, "}" }' "$PEERS"
} | nft -f -
