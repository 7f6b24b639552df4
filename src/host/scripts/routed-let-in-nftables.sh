# Docker's chains drop what reaches a container past its bridge, but for what has this mark (bridge-accept-fwmark). Its option
# allow-direct-routing opens containers to every device: who else may come is said here, as Docker does without it.
let_in() {
  echo "add rule inet meshinit-$BRIDGE direct iifname \"$TUNNEL\" $1 saddr $2 $1 daddr $3 meta mark set meta mark | 0x1000000 accept"
  echo "add rule inet meshinit-$BRIDGE direct iifname != \"$BRIDGE\" $1 daddr $3 drop"
}
{
  echo "table inet meshinit-$BRIDGE
    delete table inet meshinit-$BRIDGE
    add table inet meshinit-$BRIDGE
    add chain inet meshinit-$BRIDGE direct { type filter hook prerouting priority raw; }"
  let_in ip "$SUBNET" "$BRIDGE_SUBNET"
  [ -z "${SUBNET6-}" ] || let_in ip6 "$SUBNET6" "$BRIDGE_SUBNET6"
} | nft -f -
