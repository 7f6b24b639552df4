# Once for all networks.
[ -n "${NETWORK-}" ] || for entry in $WG_DEVICES; do
  check "WireGuard runs on ${entry%:*}, port ${entry#*:}" has_wireguard "${entry%:*}" "${entry#*:}"
done
[ -n "${NETWORK-}" ] || check 'nothing of the mesh can leave unencrypted' is_encrypted
