# The containers' IPv6 on top of the mesh.
set_ipv6() {
  [ -n "${BRIDGE_ADDRESS6-}" ] || return 0
  [ -e /proc/sys/net/ipv6/conf ] || fail 'the kernel has no IPv6, or it is turned off'
  give_ipv6 "$BRIDGE" "$BRIDGE_ADDRESS6"
  [ -z "${SWITCH_ADDRESS6-}" ] || give_ipv6 "$SWITCH" "$SWITCH_ADDRESS6"
  # Where somebody asks who listens, as routers do, snooping would keep neighbour discovery from whom it has not heard of.
  no_snooping || echo 0 >"/sys/class/net/$BRIDGE/bridge/multicast_snooping"
  # A host that forwards takes no router's advertisement, unless it is told to: it would lose its own default route.
  for conf in /proc/sys/net/ipv6/conf/*; do
    ! hears_routers "${conf##*/}" || echo 2 >"$conf/accept_ra"
  done
  echo 1 >/proc/sys/net/ipv6/conf/all/forwarding
}

# give_ipv6 DEVICE ADDRESS: unique by its making, so nobody is asked, and Docker need not wait; no container's
# advertisement is for the host
give_ipv6() {
  echo 0 >"/proc/sys/net/ipv6/conf/$1/accept_ra"
  echo 0 >"/proc/sys/net/ipv6/conf/$1/disable_ipv6"
  # Docker 26 leaves a bridge no link-local address but fe80::1, the same on every host: all but the first to ask whether
  # it is taken would have none, and could look for no neighbour.
  echo 0 >"/proc/sys/net/ipv6/conf/$1/accept_dad"
  has_address6 "$1" "$2" && return 0
  ip -6 addr flush dev "$1" scope global
  ip -6 addr add "$2" dev "$1" nodad
}

# Not a bridge of containers, nor what is plugged into one, where an advertisement would be a container's.
hears_routers() {
  [ "$1" != all ] && [ "$1" != default ] && [ "$(cat "/proc/sys/net/ipv6/conf/$1/accept_ra")" = 1 ] || return 1
  [ -n "$(ip -6 route show default dev "$1" proto ra)" ] ||
    { [ ! -e "/sys/class/net/$1/bridge" ] && [ ! -e "/sys/class/net/$1/brport" ]; }
}
