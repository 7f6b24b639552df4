# Only what is missing: ifup would remove a tunnel and recreate it. It hides failures, so verify looks.
bring_up() {
  ifup "$SWITCH"
  while read -r port _; do
    ovs-vsctl --timeout=10 port-to-br "$port" >/dev/null 2>&1 </dev/null || ifup "$port" </dev/null
  done <"$PEERS"
}
