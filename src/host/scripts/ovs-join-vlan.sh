join_switch() {
  ovs-vsctl --timeout=60 --may-exist add-port "${TRUNK:-$SWITCH}" "$1" \
    ${VLAN:+-- set Port "$1" vlan_mode=access "tag=$VLAN"}
}
