
# Whether the device leaves it to BGP to say where an address is …
is_told() { ip -o -d link show dev "$TUNNEL" | grep -q ' nolearning '; }
# … and Docker's bridge does, which answers for addresses that BGP has told.
is_port_told() {
  described=$(ip -o -d link show dev "$TUNNEL")
  case $described in *' learning off '*' neigh_suppress on '*) ;; *) return 1 ;; esac
}
# Peers are led to that address.
is_source() { ip -o -d link show dev "$TUNNEL" | grep -q " local $UNDERLAY "; }
