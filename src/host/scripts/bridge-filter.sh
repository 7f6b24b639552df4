# Test the effect: br_netfilter may be built in, or loaded without a file.
filter_bridged() {
  [ -e /proc/sys/net/bridge ] || modprobe br_netfilter || fail 'the kernel has no br_netfilter'
  echo 1 >/proc/sys/net/bridge/bridge-nf-call-iptables
}
