join_switch() { ovs-vsctl --timeout=60 --may-exist add-port "$SWITCH" "$1"; }
