# A spanning tree blocks some ports: that is its job, not a fault.
port_states() {
  [ -n "$MONITOR_STATE" ] || return 0
  echo '# HELP meshinit_port_forwarding Whether the spanning tree lets the port forward.'
  echo '# TYPE meshinit_port_forwarding gauge'
  while read -r port _; do
    case $(ovs-vsctl --timeout=10 --if-exists get Port "$port" "$MONITOR_STATE") in
    *[Ff][Oo][Rr][Ww][Aa][Rr][Dd]*) echo "meshinit_port_forwarding{port=\"$port\"} 1" ;;
    *) echo "meshinit_port_forwarding{port=\"$port\"} 0" ;;
    esac
  done </etc/meshinit/peers
}

