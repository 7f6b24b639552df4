# The switch's ports that are marked with a peer: other networks have switches of their own.
marked_ports() {
  ovs-vsctl --retry --timeout=60 br-exists "$SWITCH" || return 0
  marked=$(ovs-vsctl --timeout=60 --bare --columns=name find Port 'external_ids:meshinit!=""')
  ovs-vsctl --timeout=60 list-ports "$SWITCH" | while read -r port; do
    ! echo "$marked" | grep -Fqx "$port" || echo "$port"
  done
}
