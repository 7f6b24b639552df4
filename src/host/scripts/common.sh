# shellcheck shell=sh
# Shared by meshinit's scripts, which report on the console, in the log and in /run/meshinit/status.

# shellcheck source=/dev/null
. /etc/meshinit/host.conf
# shellcheck disable=SC2034 # for the scripts that source this
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
