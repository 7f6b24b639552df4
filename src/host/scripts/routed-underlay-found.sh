# The network's routes by the underlay, each with the address that it leads to.
found() {
  {
    ip -4 route show root "$SUBNET"
    [ -z "${SUBNET6-}" ] || ip -6 route show root "$SUBNET6"
  } | awk '$2 == "via" { print $1, ($3 == "inet6" ? $4 : $3) }'
}
led() { :; }
