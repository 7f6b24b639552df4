# A spanning tree blocks some ports: that is its job, not a fault.
port_states() {
  [ -n "$MONITOR_STATES" ] || return 0
  echo '# HELP meshinit_port_forwarding Whether the spanning tree lets the port forward.'
  echo '# TYPE meshinit_port_forwarding gauge'
  in_each states_of_network
}

states_of_network() {
  [ -n "$MONITOR_STATE" ] || return 0
  while read -r port _; do
    labels="port=\"$port\"${NETWORK:+,network=\"$NETWORK\"}"
    case $(ovs-vsctl --timeout=10 --if-exists get Port "$port" "$MONITOR_STATE") in
    *[Ff][Oo][Rr][Ww][Aa][Rr][Dd]*) echo "meshinit_port_forwarding{$labels} 1" ;;
    *) echo "meshinit_port_forwarding{$labels} 0" ;;
    esac
  done <"$PEERS"
}

