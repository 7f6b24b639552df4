# bring_up DEVICE...: what is missing, and new tunnels. ifup counts as up what its hooks failed to make, and does not say
# so: verify does.
bring_up() {
  for device; do
    if ! ifquery --state "$device" >/dev/null 2>&1 || [ ! -e "/sys/class/net/$device" ]; then ifup --force "$device"; fi
  done
  while read -r port _; do
    ovs-vsctl --timeout=10 port-to-br "$port" >/dev/null 2>&1 </dev/null || ifup --force "$port" </dev/null
  done <"$PEERS"
}
