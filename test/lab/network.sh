# Sourced: the underlay, a bridge with a tap per host inside a namespace of its own, and the world behind it.
# shellcheck shell=bash disable=SC2154
. "$lab_here/process.sh"

# The first address of a host's /24 or /64 is the gateway's. IPv6 hosts differ in their last group alone.
gateway_of() { case $1 in *:*) echo "${1%:*}:1" ;; *) echo "${1%.*}.1" ;; esac; }
prefix_of() { case $1 in *:*) echo 64 ;; *) echo 24 ;; esac; }

network_up() {
  local address
  ip netns add "$lab_namespace"
  in_namespace sysctl -qw net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0
  in_namespace ip link set lo up
  # On lo, not forwarded to: a packet whose source the namespace has no route to gets no answer.
  in_namespace ip address add "$outside4/32" dev lo
  in_namespace ip address add "$outside6/128" dev lo
  in_namespace ip link add underlay type bridge forward_delay 0 mcast_snooping 0
  in_namespace ip link set underlay mtu "$LAB_MTU" up
  for address; do
    in_namespace ip address replace "$(gateway_of "$address")/$(prefix_of "$address")" dev underlay
  done
}

# tap_up NUMBER: the plug that machine NUMBER is connected to
tap_up() {
  in_namespace ip tuntap add dev "tap$1" mode tap
  in_namespace ip link set "tap$1" mtu "$LAB_MTU" master underlay up
}

network_down() {
  if [[ -e /run/netns/$lab_namespace ]]; then ip netns delete "$lab_namespace"; fi
}

# The package mirrors, one of each release, and a page that tells who asked, at every address of the namespace.
web_prepare() {
  mkdir -p "$lab_directory/www/cgi-bin"
  echo outside >"$lab_directory/www/hello"
  # shellcheck disable=SC2016
  printf '%s\n' '#!/bin/sh' 'address=${REMOTE_ADDR#[}' 'address=${address%]}' \
    'printf "Content-Type: text/plain\r\n\r\n%s\n" "${address#::ffff:}"' >"$lab_directory/www/cgi-bin/address"
  chmod 755 "$lab_directory/www/cgi-bin/address"
}
web_up() {
  launch "$lab_directory/web.pid" "$lab_directory/web.log" \
    ip netns exec "$lab_namespace" "$lab_directory/busybox" httpd -f -p '[::]:80' -h "$lab_directory/www"
  # The same files over TLS. It serves its working directory, and knows no CGI.
  # shellcheck disable=SC2016
  launch "$lab_directory/tls.pid" "$lab_directory/web.log" ip netns exec "$lab_namespace" \
    sh -c 'cd "$1/www" && exec openssl s_server -quiet -accept 443 -WWW -cert "$1/web.pem" -key "$1/web.key"' \
    sh "$lab_directory"
}
web_down() {
  end "$lab_directory/web.pid"
  end "$lab_directory/tls.pid"
}
