#!/bin/sh
# Checks the mesh and writes the results: lines in /run/meshinit/check, metrics for Prometheus beside it.
# shellcheck disable=SC2153 # variables of host.conf
set -eu
# shellcheck source=/dev/null
. /etc/meshinit/host.conf
mkdir -p /run/meshinit "$MONITOR_METRICS"
status=0
@SBIN@/meshinit-check >/run/meshinit/check.new || status=$?

# What meshinit-check says of tunnels and peers, as samples.
samples() {
  awk '
    { ok = $1 == "ok"; sub(/^(ok|FAIL) +/, "") }
    /^tunnel [^ ]+ leads to / { up[++n] = sprintf("meshinit_tunnel_up{port=\"%s\",peer=\"%s\"} %d", $2, $5, ok) }
    / answers [0-9]+ bytes unfragmented at / { reached[++m] = sprintf("meshinit_peer_reachable{peer=\"%s\"} %d", $1, ok) }
    END {
      print "# HELP meshinit_tunnel_up Whether the tunnel is open and leads where the plan says."
      print "# TYPE meshinit_tunnel_up gauge"
      for (i = 1; i <= n; i++) print up[i]
      print "# HELP meshinit_peer_reachable Whether the peer answers packets of the full MTU."
      print "# TYPE meshinit_peer_reachable gauge"
      for (i = 1; i <= m; i++) print reached[i]
    }' /run/meshinit/check.new
}

