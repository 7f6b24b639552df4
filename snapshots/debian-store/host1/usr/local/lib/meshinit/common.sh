. /etc/meshinit/host.conf
# A peer a line: port, underlay address, mesh address, name.
PEERS=/etc/meshinit/peers
doing=${0##*/}

# In the log, on the console, and in a file of which nobody reads half.
status() {
  echo "meshinit: $*" | tee /dev/console 2>/dev/null || :
  mkdir -p /run/meshinit
  echo "$*" >/run/meshinit/status.new
  mv /run/meshinit/status.new /run/meshinit/status
}

# An early end is reported with its step.
trap 'ended "$?"' EXIT
ended() { [ "$1" = 0 ] || status "failed: $doing (exit $1)"; }

fail() {
  doing="$doing: $*"
  exit 1
}

step() {
  doing=$1
  shift
  status "running: $doing"
  "$@"
}

# retry TIMES SECONDS COMMAND...
retry() {
  tries=$1 pause=$2
  shift 2
  until "$@"; do
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || return 1
    status "running: $doing, again in $pause s ($tries tries left)"
    sleep "$pause"
  done
}

# check WHAT COMMAND...: failed keeps the first that fails
check() {
  what=$1 is=ok
  shift
  "$@" >/dev/null 2>&1 </dev/null || is=FAIL failed=${failed:-$what}
  printf '%-5s %s\n' "$is" "$what"
}


check_mesh() {
  failed=
  [ -z "$failed" ]
}
