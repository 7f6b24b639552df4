# network-scripts bring up at each boot what NetworkManager is told to leave alone.
enable_network_service() {
  [ -e /etc/sysconfig/network-scripts/ifup-ovs ] ||
    fail 'there is no ifup-ovs: network-scripts-openvswitch of the same build belongs among ovs.from.rpms'
  systemctl enable network.service
}
