# has_wireguard DEVICE PORT: it listens there, and has the host's address
has_wireguard() {
  [ "$(wg show "$1" listen-port)" = "$2" ] && ip -o address show dev "$1" | grep -Fq " $WG_ADDRESS/$WG_BITS "
}

# Of the whole range no address has another way than a device, and without one none at all; nor has the mesh without it.
is_encrypted() {
  for subnet in $WG_SUBNETS; do
    case $subnet in *:*) family=-6 ;; *) family=-4 ;; esac
    ip "$family" route show type prohibit "$subnet" | grep -q . || return 1
  done
  routes=$(ip "$WG_FAMILY" route show root "$WG_RANGE")
  echo "$routes" | grep -q "^prohibit $WG_RANGE " && ! echo "$routes" | grep -Evq '^prohibit | dev mi-wg[01] '
}
