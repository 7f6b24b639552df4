# At first and at boot, the firewall and the mesh start after this.
systemctl is-active --quiet meshinit-mesh.service || exit 0
echo 'a peer has a new address'
[ ! -e @SBIN@/meshinit-firewall ] || @SBIN@/meshinit-firewall
@SBIN@/meshinit-mesh
