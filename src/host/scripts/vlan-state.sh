is_tagged() { echo "$tags" | grep -qx "$1,access,$2"; }
takes_no_tag() {
  is_tagged "$1" 0 &&
    ovs-ofctl dump-flows "$TRUNK" "in_port=$(ovs-vsctl --timeout=10 get Interface "$1" ofport)" |
    grep -q 'vlan_tci=0x1000/0x1000 actions=drop'
}
