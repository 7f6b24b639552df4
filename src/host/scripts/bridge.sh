# make_bridge DEVICE MAC: set at creation, or the bridge changes its MAC whenever a container with a lower one starts
make_bridge() {
  [ -e "/sys/class/net/$1" ] || ip link add "$1" address "$2" type bridge
  ip link set dev "$1" address "$2" mtu "$MTU" up
}

# set_address DEVICE ADDRESS/PREFIX: only this one
set_address() {
  for other in $(ip -o -4 addr show dev "$1" | awk '{ print $4 }'); do
    [ "$other" = "$2" ] || ip addr del "$other" dev "$1"
  done
  ip addr replace "$2" brd + dev "$1"
}
