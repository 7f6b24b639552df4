filter_bridged6() { echo 1 >/proc/sys/net/bridge/bridge-nf-call-ip6tables; }
