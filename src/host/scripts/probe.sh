# Tells what a host is and how its mesh is: a line for each thing, its name, a tab and its value. It changes nothing.
PATH=$PATH:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
LC_ALL=C
export PATH LC_ALL

tell() { printf '%s\t%s\n' "$1" "$2"; }

# tell_each NAME: of each line that comes
tell_each() { while IFS= read -r line; do tell "$1" "$line"; done; }

# within SECONDS COMMAND...: where the host has the means
within() {
  if command -v timeout >/dev/null; then timeout "$@"; else shift && "$@"; fi
}

tell_numbers() {
  # shellcheck source=/dev/null
  . /etc/meshinit/host.conf
  tell cluster "$CLUSTER"
  tell host "$HOST"
  tell subnet "$SUBNET"
  tell mtu "$(cat "/sys/class/net/$BRIDGE/mtu" 2>/dev/null)"
}

# A line of a list is a peer's address, public key, endpoint, keep-alive and name.
tell_keys() {
  # shellcheck source=/dev/null
  . /etc/meshinit/host.conf
  for entry in ${WG_DEVICES-}; do
    awk -v port="${entry#*:}" '{ print port, $5, $2 }' "/etc/meshinit/${entry%:*}.peers" 2>/dev/null | tell_each key
  done
}

# tell_peers LIST SUFFIX: of a further network its name is the suffix
tell_peers() { [ ! -f "$1" ] || sed -e '/^#/d' -e "s/\$/$2/" "$1" | tell_each peer; }

tell_docker() {
  command -v docker >/dev/null || return 0
  if running=$(within 20 docker ps -q 2>/dev/null); then
    tell docker "$(within 20 docker info 2>/dev/null | sed -n 's/^ *Server Version: *//p')"
    tell containers "$(printf '%s' "$running" | grep -c .)"
  else
    tell docker down
  fi
}

# tell_files PATHS, of which some may be missing; and what else bears meshinit's name: a former plan is known by it
tell_files() {
  own=$(for path in $ours; do [ ! -f "$path" ] || echo "$path"; done)
  # shellcheck disable=SC2046,SC2086 # lists of words
  sha256sum $(printf '%s\n' $1 $own | sort -u) 2>/dev/null | tell_each file
  for path in $own; do tell own "$path"; done
}

tell_checks() {
  [ -x "$check" ] || return 0
  # Even where it is cut short what it has said counts.
  { within "$patience" "$check" 2>/dev/null || [ "$?" -ne 124 ] || tell late "$patience"; } | while IFS= read -r line; do
    case $line in late*) echo "$line" ;; *) tell check "$line" ;; esac
  done
}

main() {
  tell probe 1
  # shellcheck source=/dev/null
  tell os "$(. /etc/os-release 2>/dev/null && echo "${ID-}-${VERSION_ID-}")"
  if [ -e /etc/meshinit/host.conf ]; then
    (tell_numbers)
    head -n 1 /run/meshinit/status 2>/dev/null | tell_each status
    [ ! -e /var/lib/meshinit/ready ] || tell ready yes
    [ ! -e /var/lib/meshinit/patch/roll-back ] || tell patch waits
    tell_peers /etc/meshinit/peers ''
    for list in /etc/meshinit/peers.*; do tell_peers "$list" " ${list#*.}"; done
    (tell_keys)
    tell_files "$files"
    tell_docker
    tell_checks
  fi
  tell end 1
}

main </dev/null
