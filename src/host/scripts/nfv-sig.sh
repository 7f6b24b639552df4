# use_nfv_repository PLACE: the CentOS NFV SIG's release package, from the distribution's own repositories, brings the
# key of its packages. Its mirror list needs CentOS Stream's variables, and for 8 it is gone: PLACE replaces it.
use_nfv_repository() {
  install_packages centos-release-nfv-openvswitch
  file=$(rpm -ql centos-release-nfv-openvswitch | grep '^/etc/yum[.]repos[.]d/.*[.]repo$' | head -n 1)
  key=$(sed -n 's/^gpgkey=//p' "$file" | head -n 1)
  [ -n "$key" ] || fail "$file names no key"
  put_repository "$file" <<END
[centos-nfv-openvswitch]
name=CentOS NFV SIG, Open vSwitch
baseurl=$1/\$basearch/openvswitch-2/
enabled=1
gpgcheck=1
gpgkey=$key
module_hotfixes=1
END
}
