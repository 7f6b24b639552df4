# bring_up DEVICE...: what is missing, and new tunnels. ifup takes for up what its hooks failed to make, and says nothing
# of it: verify does.
bring_up() {
  for device; do
    if ! ifquery --state "$device" >/dev/null 2>&1 || [ ! -e "/sys/class/net/$device" ]; then ifup --force "$device"; fi
  done
  while read -r port _; do
    case $port in '' | '#'*) continue ;; esac
    ovs-vsctl --timeout=10 port-to-br "$port" >/dev/null 2>&1 </dev/null || ifup --force "$port" </dev/null
  done <"$PEERS"
}
