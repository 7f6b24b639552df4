# The tag alone keeps the networks of one switch apart.
tags=$(ovs-vsctl --timeout=10 --format=csv --no-headings --columns=name,vlan_mode,tag list Port | tr -d '"')
for port in ${VLAN:+"$SWITCH" ${VETH_SWITCH-}}; do
  check "port $port has the tag $VLAN" is_tagged "$port" "$VLAN"
done
for port in ${TRUNK_PORTS-}; do
  check "port $port takes no tagged packet" takes_no_tag "$port"
done
