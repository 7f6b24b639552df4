# ifupdown and network-scripts bring up what is down, and leave what is up alone. So the running switch is brought
# here to what they make of the host's files at its next boot: peers.old has the ports that it was given before.

# As a script, what the switch, its tunnels and the devices are now
save_network() {
  # shellcheck source=/dev/null
  . /etc/meshinit/host.conf
  cp "$PEERS" "$kept/peers.old"
  ports=" $(ovs-vsctl --timeout=10 list-ports "$SWITCH" | tr '\n' ' ') "
  echo 'set -e'
  printf 'ovs-vsctl --timeout=60'
  columns_now Bridge "$SWITCH" other_config "$BRIDGE_COLUMNS"
  columns_now Interface "$SWITCH" '' "$SWITCH_COLUMNS"
  for port in $(ports_of "$staged$PEERS"); do
    case $ports in *" $port "*) ;; *) printf ' -- --if-exists del-port %s %s' "$SWITCH" "$port" ;; esac
  done
  for port in $(ports_of "$PEERS"); do
    case $ports in *" $port "*) ;; *) continue ;; esac
    printf ' -- --may-exist add-port %s %s' "$SWITCH" "$port"
    columns_now Port "$port" '' "$PORT_COLUMNS"
    columns_now Interface "$port" 'type options' ''
  done
  echo
  for device in $DEVICES; do
    echo "ip link set dev $device mtu $(cat "/sys/class/net/$device/mtu")"
  done
  # shellcheck disable=SC2153 # of host.conf
  for device in "$SWITCH" "$BRIDGE"; do
    ip -o -4 addr show dev "$device" | while read -r _ _ _ address _; do
      echo "ip -o -4 addr show dev $device | grep -qF ' $address ' || {"
      echo "    ip -4 addr flush dev $device"
      echo "    ip addr add $address brd + dev $device"
      echo "    ip link set dev $device address $(cat "/sys/class/net/$device/address")"
      echo '}'
    done
  done
}

# columns_now TABLE RECORD NAMES VALUES: those of NAMES, and those that VALUES would set
columns_now() {
  for column in $3 $4; do
    column=${column%%=*}
    printf " -- set %s %s '%s=%s'" "$1" "$2" "$column" "$(ovs-vsctl --timeout=10 get "$1" "$2" "$column")"
  done
}

# One transaction, as at boot: no tunnel lacks its loop protection, or has half its options.
change_network() {
  # shellcheck source=/dev/null
  . /etc/meshinit/host.conf
  # shellcheck disable=SC2086 # the columns and options are lists of words
  set -- set Bridge "$SWITCH" "other_config:hwaddr=\"$SWITCH_MAC\"" $BRIDGE_COLUMNS
  # shellcheck disable=SC2086
  [ -z "$SWITCH_COLUMNS" ] || set -- "$@" -- set Interface "$SWITCH" $SWITCH_COLUMNS
  for port in $(ports_of "$kept/peers.old"); do
    grep -q "^$port " "$PEERS" || set -- "$@" -- --if-exists del-port "$SWITCH" "$port"
  done
  while read -r port remote _; do
    case $port in '' | '#'*) continue ;; esac
    # shellcheck disable=SC2086
    set -- "$@" -- --may-exist add-port "$SWITCH" "$port" -- clear Interface "$port" options \
      -- set Interface "$port" $TUNNEL_COLUMNS "options:remote_ip=\"$remote\""
    # shellcheck disable=SC2086
    [ -z "$PORT_COLUMNS" ] || set -- "$@" -- set Port "$port" $PORT_COLUMNS
  done <"$PEERS"
  ovs-vsctl --timeout=60 "$@"
  for device in $DEVICES; do ip link set dev "$device" mtu "$MTU"; done
  # ifup routes link-local addresses to a device whose file does not forbid it.
  ip route del 169.254.0.0/16 dev "$SWITCH" 2>/dev/null || :
  address_devices
}
