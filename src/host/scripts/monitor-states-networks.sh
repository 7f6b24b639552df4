# A spanning tree blocks some ports: that is its job, not a fault.
port_states() {
  [ -n "$MONITOR_STATES" ] || return 0
  echo '# HELP meshinit_port_forwarding Whether the spanning tree lets the port forward.'
  echo '# TYPE meshinit_port_forwarding gauge'
  for states in $MONITOR_STATES; do
    network=${states%%=*}
    while read -r port _; do
      labels="port=\"$port\"${network:+,network=\"$network\"}"
      case $(ovs-vsctl --timeout=10 --if-exists get Port "$port" "${states#*=}") in
      *[Ff][Oo][Rr][Ww][Aa][Rr][Dd]*) echo "meshinit_port_forwarding{$labels} 1" ;;
      *) echo "meshinit_port_forwarding{$labels} 0" ;;
      esac
    done <"/etc/meshinit/peers${network:+.$network}"
  done
}

