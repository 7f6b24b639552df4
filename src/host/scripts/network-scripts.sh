# What is missing: ifup would take a tunnel away and make it anew. It says nothing of what failed, so verify does.
bring_up() {
  ifup "$SWITCH"
  while read -r port _; do
    case $port in '' | '#'*) continue ;; esac
    ovs-vsctl --timeout=10 port-to-br "$port" >/dev/null 2>&1 </dev/null || ifup "$port" </dev/null
  done <"$PEERS"
}
