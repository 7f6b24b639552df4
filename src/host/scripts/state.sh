# check WHAT COMMAND...: failed keeps the first that fails
check() {
  what=$1 is=ok
  shift
  "$@" >/dev/null 2>&1 </dev/null || is=FAIL failed=${failed:-$what}
  printf '%-5s %s\n' "$is" "$what"
}

has_mtu() { ip -o link show dev "$1" up | grep -q " mtu $MTU "; }
bridges() { ip -o link show dev "$1" up | grep -q " master $BRIDGE "; }
