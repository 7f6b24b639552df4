# Sourced: processes of this lab, by pid file. A pid alone may belong to a stranger after a while, so its
# start time is kept beside it and nothing is killed whose start time differs.
# shellcheck shell=bash

# The 22nd field of /proc/PID/stat, counted behind the name, which may hold blanks.
start_time() {
  local line
  line=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
  set -f
  # shellcheck disable=SC2086
  set -- ${line##*) }
  set +f
  echo "${20}"
}

# launch PIDFILE LOG COMMAND... : detached by setsid, so that no terminal's signal reaches it.
# Descriptors above 2 are closed: a caller's pipe or lock must not live on in the machine.
launch() {
  local pidfile=$1 log=$2
  shift 2
  setsid "$@" </dev/null >>"$log" 2>&1 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&- &
  echo "$! $(start_time $!)" >"$pidfile"
  disown
}

running() {
  local pid since
  [[ -f $1 ]] || return 1
  read -r pid since <"$1"
  [[ -n $since && $(start_time "$pid") == "$since" ]]
}

# end PIDFILE [SIGNAL]
end() {
  local pid since
  if running "$1"; then
    read -r pid since <"$1"
    kill -s "${2:-KILL}" "$pid" 2>/dev/null || true
    for _ in {1..100}; do running "$1" || break; sleep 0.05; done
  fi
  rm -f "$1"
}
