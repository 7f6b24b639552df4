# network-scripts bring up at each boot what NetworkManager leaves alone.
enable_network_service() {
  [ -e /etc/sysconfig/network-scripts/ifup-ovs ] ||
    fail 'ifup-ovs is missing: add network-scripts-openvswitch of the same build to ovs.from.rpms'
  systemctl enable network.service
}
