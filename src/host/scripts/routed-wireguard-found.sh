# The networks' routes by WireGuard's devices, and the addresses of peers that are led by the newer one.
found() {
  for entry in $WG_DEVICES; do
    {
      ip -4 route show root "$SUBNET" dev "${entry%:*}"
      [ -z "${SUBNET6-}" ] || ip -6 route show root "$SUBNET6" dev "${entry%:*}"
    } 2>/dev/null | awk -v by="${entry%:*}" '{ print $1, by }'
  done
}
led() {
  newer=${WG_DEVICES##* }
  ip "$WG_FAMILY" route show root "$WG_RANGE" dev "${newer%:*}" 2>/dev/null | awk '{ print $1 }'
}
