#!/bin/sh
# The tunnels' protocol is open to the peers alone. Fills a chain of our own, so that it can be run again.
set -eu
. /usr/local/lib/meshinit/common.sh
doing='close the tunnels to strangers'

iptables -w -N MESHINIT 2>/dev/null || iptables -w -F MESHINIT
while read -r port remote _; do
    case $port in '' | '#'*) continue ;; esac
    iptables -w -A MESHINIT -s "$remote" -j ACCEPT
done <"$PEERS"
iptables -w -A MESHINIT -j DROP
