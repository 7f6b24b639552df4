fresh=
changed=
dropped=
dry_run=
hold=
seconds=120
# The command that Docker needs, if any.
docker=:
# The old state, until the mesh is known to work; and the new files, until all are there.
kept=/var/lib/meshinit/patch
staged=/var/lib/meshinit/patch.new
# Whoever confirms a patch too late finds it.
undone=/run/meshinit/rolled-back

say() { echo "meshinit: $*"; }
give_up() {
  echo "meshinit: $*" >&2
  exit 1
}

# What an end finds begun: nothing on the host is changed yet, or it is.
preparing=
applying=

# However it ends, the host is in its old or its new state.
trap 'finish "$?"' EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 141' PIPE
trap 'exit 143' TERM

finish() {
  trap - EXIT
  # Whoever is gone hears nothing; and nothing stops the way back.
  trap '' HUP INT PIPE TERM
  [ -z "$fresh" ] || rm -f "$fresh"
  rm -rf "$staged"
  # Its clock ends with the directory.
  [ -z "$preparing" ] || rm -rf "$kept"
  [ -n "$applying" ] || exit "$1"
  say 'the patch failed' 2>/dev/null || exec >/dev/null 2>&1
  "$kept/roll-back" --failed
  exit 1
}

# put_text PATH MODE [LINES]: decides everything before writing. A small document's program lacks lines that sed drops.
put_text() {
  ! has_text "$@" || return 0
  if [ -n "${3-}" ]; then
    whole=$text
    text=$(printf %s "$whole" | sed "$3")
    ! has_text "$@" || return 0
    text=$whole
  fi
  [ ! -d "$1" ] || give_up "$1 is a directory"
  if [ -e "$1" ]; then say "changes $1"; else say "writes $1"; fi
  changed="$changed $1"
  mkdir -p "$staged${1%/*}"
  (umask 077 && printf %s "${text%.}" >"$staged$1")
  chmod "$2" "$staged$1"
}

# ports_of PEERS: the names of the tunnels
ports_of() { sed -e '/^#/d' -e 's/ .*//' "$1" 2>/dev/null || :; }

# drop_strays: removes files with meshinit's names that are not in $files
drop_strays() {
  # Files that bear a tunnel's name are known by the list that the host has.
  [ -z "$port_files" ] || for port in $(ports_of /etc/meshinit/peers); do strays="$strays $port_files$port"; done
  for path in $strays; do
    [ -f "$path" ] || continue
    case "$files$dropped " in *" $path "*) continue ;; esac
    say "removes $path"
    dropped="$dropped $path"
  done
}

# Docker's options that need a restart.
options_of() {
  awk -v "reloaded=^($reloaded)\$" '
    /^[{}]/ { next }
    /^  "/ { key = $1; gsub(/[":]/, "", key) }
    key !~ reloaded { sub(/,$/, ""); print }
  ' "$1" 2>/dev/null
}

# What Docker needs: nothing, a reload or a restart
docker_needs() {
  for start in $started_with; do
    case "$changed $dropped" in *" $start"*) echo restart && return ;; esac
  done
  case "$changed $dropped " in
  *\ /etc/docker/daemon.json\ *)
    if [ "$(options_of /etc/docker/daemon.json)" = "$(options_of "$staged/etc/docker/daemon.json")" ]; then
      echo reload
    else
      echo restart
    fi
    ;;
  *) echo nothing ;;
  esac
}

# Lines of the lists of all networks
all_peers() {
  for list in /etc/meshinit/peers /etc/meshinit/peers.*; do
    [ ! -f "$list" ] || sed -e '/^#/d' -e '/^$/d' "$list"
  done
}

# The mesh addresses and names of peers that answer now
answering() {
  all_peers | {
    while read -r _ _ bridge name; do
      (! ping -n -q -c 2 -i 0.3 -W 1 "$bridge" >/dev/null 2>&1 || echo "$bridge $name") &
    done
    wait
  }
}
