#!/bin/sh
# Builds the WireGuard devices that the tunnels run through, and keeps them as the lists say: at each boot before any
# network. With --follow, by a timer, it sets the endpoints that have names, moves peers to newer keys and finds peers again;
# with --close it lays the routes that lead nowhere, and no more.
# shellcheck disable=SC2153 # variables of host.conf
set -eu
. @LIB@/common.sh
doing='set up WireGuard'
now=$(date +%s)
own="$WG_ADDRESS/$WG_BITS"

# What no device takes goes nowhere: nothing of the mesh ever leaves in clear text. A device's own route comes first. Of
# subnets that are the mesh's no longer nothing stays.
close_ranges() {
  ip route replace prohibit "$WG_RANGE" metric 4278198272
  for subnet in $WG_SUBNETS; do ip route replace prohibit "$subnet" metric 4278198273; done
  for family in -4 -6; do
    { ip "$family" route show type prohibit 2>/dev/null || :; } | awk '/ metric 4278198273( |$)/ { print $2 }'
  done | while read -r subnet; do
    case " $WG_SUBNETS " in *" $subnet "*) ;; *) ip route del prohibit "$subnet" metric 4278198273 ;; esac
  done
}

# is_name ENDPOINT: it begins with neither a bracket nor digits alone
is_name() { case ${1%:*} in - | '['*) return 1 ;; *[!0-9.]*) ;; *) return 1 ;; esac; }

# changes DEVICE: words for wg set, a peer a line, where its list differs from the one that was applied. syncconf would for a
# moment take every peer's address away. A name is resolved later: here it would hold up the boot.
changes() {
  awk 'old { was[$2] = $0; at[$2] = $1; next }
    { has[$2] = 1 }
    was[$2] == $0 { next }
    {
      line = "peer " $2 " persistent-keepalive " $4
      if (at[$2] != $1) line = line " allowed-ips " $1
      if ($3 ~ /^(\[|[0-9.]+:)/) line = line " endpoint " $3
      print line
    }
    END { for (key in was) if (!(key in has)) print "peer " key " remove" }' old=1 "$applied" old= "/etc/meshinit/$1.peers"
}

build_device() {
  applied=/run/meshinit/$1.applied
  if [ ! -e "/sys/class/net/$1" ]; then
    ip link add "$1" type wireguard || fail 'the kernel makes no WireGuard device'
    mkdir -p /run/meshinit
    : >"$applied"
  fi
  wg set "$1" private-key "${WG_KEY_FILE-/etc/meshinit/$1.key}"
  [ "$(wg show "$1" listen-port)" = "$2" ] || wg set "$1" listen-port "$2"
  changes "$1" | xargs -rL 1 wg set "$1"
  cp "/etc/meshinit/$1.peers" "$applied"
  ip address replace "$own" dev "$1"
  ip link set dev "$1" mtu "$WG_MTU" up
  # While keys change, a packet may come by the other device.
  [ "$WG_BITS" = 128 ] || echo 2 >"/proc/sys/net/ipv4/conf/$1/rp_filter"
}

# aged DEVICE: each of its peers, its endpoint and address, after the seconds since their last handshake
aged() {
  wg show "$1" latest-handshakes |
    awk -v now="$now" 'NR == FNR { at[$1] = $2; next } { print now - at[$2], $2, $3, $1 }' - "/etc/meshinit/$1.peers"
}

# The whole range by the older device; by the newer one those that have shaken hands there.
lead() {
  older=${WG_DEVICES%%:*} newer=${WG_DEVICES##* } moved=
  newer=${newer%:*}
  [ "$older" = "$newer" ] || moved=$(aged "$newer" | awk '$1 <= 180 { print $4 }' | tr '\n' ' ')
  for address in $moved; do ip route replace "$address/$WG_BITS" dev "$newer"; done
  ip route replace "$WG_RANGE" dev "$older" src "$WG_ADDRESS"
  ip "$WG_FAMILY" route show dev "$newer" | while read -r to _; do
    case " $WG_RANGE $WG_ADDRESS $moved " in
    *" $to "*) ;;
    *) ip route del "$to" dev "$newer" ;;
    esac
  done
}

remove_others() {
  for path in /sys/class/net/mi-wg[0-9]; do
    [ -e "$path" ] || continue
    device=${path##*/}
    case " $WG_DEVICES" in *" $device:"*) ;; *) ip link delete dev "$device" ;; esac
  done
}

# A name is asked again after 135 s without a handshake: between peers that talk there is one each 120 s.
follow() {
  aged "$1" | while read -r age key endpoint _; do
    if [ "$age" -le 135 ] || ! is_name "$endpoint"; then continue; fi
    WG_ENDPOINT_RESOLUTION_RETRIES=1 timeout 10 wg set "$1" peer "$key" endpoint "$endpoint" </dev/null || :
  done
}

# A peer that has started anew answers no keep-alive, and does not know where a host behind NAT is. What wants an answer and
# gets none makes WireGuard shake hands again after 15 s.
rouse() {
  awk '$4 > 0 { print $1 }' "/etc/meshinit/$1.peers" | {
    while read -r address; do ping -n -c 1 -W 1 "$address" >/dev/null 2>&1 & done
    wait
  }
}

if [ "${1-}" = --close ]; then
  close_ranges
  exit 0
elif [ "${1-}" = --follow ]; then
  for entry in $WG_DEVICES; do
    follow "${entry%:*}"
    rouse "${entry%:*}"
  done
else
  close_ranges
  for entry in $WG_DEVICES; do build_device "${entry%:*}" "${entry#*:}"; done
fi
lead
[ "${1-}" = --follow ] || remove_others
