{
  echo '# HELP meshinit_check_ok Whether meshinit-check finds nothing wrong.'
  echo '# TYPE meshinit_check_ok gauge'
  echo "meshinit_check_ok $((status == 0))"
  samples
  port_states
} >"$MONITOR_METRICS/meshinit.prom.new"
# Nobody reads half a file.
mv "$MONITOR_METRICS/meshinit.prom.new" "$MONITOR_METRICS/meshinit.prom"
mv /run/meshinit/check.new /run/meshinit/check
