# By its effect: a kernel may have br_netfilter built in, or loaded, and no file of it.
filter_bridged() {
  [ -e /proc/sys/net/bridge ] || modprobe br_netfilter || fail 'the kernel has no br_netfilter'
  echo 1 >/proc/sys/net/bridge/bridge-nf-call-iptables
}
