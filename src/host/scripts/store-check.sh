check_store() {
  while read -r name address; do
    check "etcd answers on $name" @SBIN@/meshinit-store --answers "$address"
  done </etc/meshinit/stores
  check 'a majority of the stores agrees' @SBIN@/meshinit-store --quorum
  check 'no former store that is down is a member of etcd' @SBIN@/meshinit-store --parted
  check 'the gossip has every host that runs Docker' @SBIN@/meshinit-gossip --whole
  while read -r name _; do
    check "Docker has the overlay network $name" @SBIN@/meshinit-store --ready "$name"
  done </etc/meshinit/overlay-networks
}
