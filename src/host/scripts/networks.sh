# in_further COMMAND...: in each network but the main one, with its own numbers
in_further() {
  for NETWORK in $NETWORKS; do
    # shellcheck source=/dev/null
    . "/etc/meshinit/network.$NETWORK"
    PEERS=/etc/meshinit/peers.$NETWORK
    "$@"
  done
  # shellcheck source=/dev/null
  . /etc/meshinit/host.conf
  NETWORK='' PEERS=/etc/meshinit/peers
}

in_each() {
  "$@"
  in_further "$@"
}

NETWORK=''
