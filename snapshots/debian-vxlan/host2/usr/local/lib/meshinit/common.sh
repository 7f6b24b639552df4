# Shared by meshinit's scripts, which report on the console, in the log and in /run/meshinit/status.

. /etc/meshinit/host.conf
PEERS=/etc/meshinit/peers
doing=${0##*/}

say() {
  echo "meshinit: $*"
  { echo "meshinit: $*" >/dev/console; } 2>/dev/null || :
}

status() {
  mkdir -p /run/meshinit
  echo "$*" >/run/meshinit/status.new
  mv /run/meshinit/status.new /run/meshinit/status
}

fail() {
  doing="$doing: $*"
  exit 1
}

# An early end is reported with its step.
trap 'say_failure "$?"' EXIT

say_failure() {
  [ "$1" -ne 0 ] || return 0
  status "failed: $doing (exit $1)"
  say "FAILED: $doing (exit $1)"
}

# step WHAT COMMAND...
step() {
  doing=$1
  shift
  status "running: $doing"
  say "$doing"
  "$@"
}

# retry TIMES SECONDS COMMAND...: mirrors fail for a while, and locks are held
retry() {
  tries=$1 pause=$2
  shift 2
  until "$@"; do
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || return 1
    say "'$1' failed, again in $pause s ($tries tries left)"
    sleep "$pause"
  done
}

# What meshinit-mesh builds, and meshinit-check tests.

has_mtu() { ip -o link show dev "$1" up | grep -q " mtu $MTU "; }
has_address() { ip -o -4 addr show dev "$1" | grep -q " $2 "; }
bridges() { [ -e "/sys/class/net/$BRIDGE/brif/$1" ] && [ -n "$(ip -o link show dev "$1" up)" ]; }

# stands JUDGE: calls JUDGE WHAT COMMAND... for each thing, until one fails
stands() {
  look
  "$1" "switch $SWITCH is up with MTU $MTU" has_mtu "$SWITCH" || return 1
  "$1" "bridge $BRIDGE is up with MTU $MTU" has_mtu "$BRIDGE" || return 1
  "$1" "bridge $BRIDGE is $BRIDGE_ADDRESS" has_address "$BRIDGE" "$BRIDGE_ADDRESS" || return 1
  [ -z "$SWITCH_ADDRESS" ] ||
    "$1" "switch $SWITCH is $SWITCH_ADDRESS" has_address "$SWITCH" "$SWITCH_ADDRESS" || return 1
  for port in $BRIDGE_PORTS; do
    "$1" "bridge $BRIDGE has the port $port" bridges "$port" || return 1
  done
  switch_stands "$1" || return 1
  while read -r port remote _ name; do
    case $port in '' | '#'*) continue ;; esac
    "$1" "tunnel $port leads to $name ($remote)" leads_to "$port" "$remote" || return 1
    "$1" "tunnel $port is open" is_open "$port" || return 1
  done <"$PEERS"
}

# Read once: the switch's ports, then each interface's name, number and options.
look() {
  said=$(ovs-vsctl --timeout=10 --format=csv --no-headings list-ports "$SWITCH" \
    -- --columns=name,ofport,options list Interface | tr -d '"')
}
says() { echo "$said" | grep -q "$1"; }
has_port() { says "^$1\$"; }
leads_to() { says "^$1,.*remote_ip=$2[,}]"; }
is_open() { has_port "$1" && says "^$1,[1-9]"; }
switch_stands() {
  [ -z "${SWITCH_PORT-}" ] || "$1" "switch $SWITCH has the port $SWITCH_PORT" has_port "$SWITCH_PORT"
}
