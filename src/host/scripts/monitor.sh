#!/bin/sh
# Checks the mesh and writes the results: lines in /run/meshinit/check, metrics for Prometheus beside it.
# shellcheck disable=SC2153 # variables of host.conf
set -eu
# shellcheck source=/dev/null
. @NUMBERS@
mkdir -p /run/meshinit "$MONITOR_METRICS"
status=0
@SBIN@/meshinit-check >/run/meshinit/check.new || status=$?

# What meshinit-check says of tunnels and peers, as samples.
samples() {
  awk '
@LABELS@    { ok = $1 == "ok"; sub(/^(ok|FAIL) +/, "") }
    /^tunnel [^ ]+ leads to / { up[++n] = sprintf("meshinit_tunnel_up{port=\"%s\",peer=\"%s\"@LABEL@} %d", $2, $5@LABELLED@, ok) }
    / answers [0-9]+ bytes unfragmented at / { reached[++m] = sprintf("meshinit_peer_reachable{peer=\"%s\"@LABEL@} %d", $1@LABELLED@, ok) }
    END {
      print "# HELP meshinit_tunnel_up Whether the tunnel is open and leads where the plan says."
      print "# TYPE meshinit_tunnel_up gauge"
      for (i = 1; i <= n; i++) print up[i]
      print "# HELP meshinit_peer_reachable Whether the peer answers packets of the full MTU."
      print "# TYPE meshinit_peer_reachable gauge"
      for (i = 1; i <= m; i++) print reached[i]
    }' /run/meshinit/check.new
}

