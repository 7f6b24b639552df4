#!/bin/sh
# Rolls back a patch: once it has ended or, with --later, when its time is over and the mesh is still lost; --failed is
# for the patch itself. Written by the patch, gone with it.
set -eu
kept=/var/lib/meshinit/patch
undone=/run/meshinit/rolled-back

say() { echo "meshinit: $*" || :; { echo "meshinit: $*" >/dev/console; } 2>/dev/null || :; }

# Whether nobody has confirmed the patch and, where that would do, a lost peer has not come back
unwanted() {
  [ ! -e "$kept/confirmed" ] || return 1
  [ ! -e "$kept/held" ] && [ -e "$kept/lost" ] || return 0
  while read -r bridge _; do
    ping -n -q -c 3 -W 2 "$bridge" >/dev/null 2>&1 </dev/null || return 0
  done <"$kept/lost"
  return 1
}

# Whether the patch still runs: neither what is left of it where nobody has waited for its end, nor another process that
# has got its number
patching() {
  read -r pid since <"$kept/process" || return 1
  # shellcheck disable=SC2046 # a list of words
  set -- $(sed 's/.*) //' "/proc/$pid/stat" | cut -d ' ' -f 1,20)
  [ "${1:-Z}" != Z ] && [ "$2" = "$since" ]
}

# The way back first, so that no power cut leaves a half of it; and on the disk, so that none brings it back.
forget() {
  rm -f "$kept/roll-back"
  rm -rf "$kept"
  sync
}

trap '' HUP INT PIPE TERM
# Two at work on the same files at once would leave neither's.
[ "${1-}" = --failed ] || while [ ! -e "$kept/looked" ] && patching 2>/dev/null; do sleep 1; done
[ -d "$kept" ] || exit 0

if [ "${1-}" = --later ]; then
  left=$(cat "$kept/seconds")
  while [ "$left" -gt 0 ]; do
    sleep 1
    left=$((left - 1))
    # The patch found nothing lost.
    [ -d "$kept" ] || exit 0
    [ ! -e "$kept/confirmed" ] || left=0
  done
  if ! unwanted; then
    forget
    say 'keeps the patch'
    exit 0
  fi
  if [ ! -e "$kept/held" ] && [ -e "$kept/lost" ]; then
    say 'the mesh is lost: rolling back the patch'
  else
    say 'nobody confirmed the patch: rolling it back'
  fi
fi

while read -r path; do
  case $path in
  /etc/systemd/system/*.timer | /etc/systemd/system/*.service) systemctl disable --now "${path##*/}" 2>/dev/null || : ;;
  esac
  rm -f "$path"
done <"$kept/added"
(cd "$kept/old" && find . -type f) | while read -r path; do
  path=${path#.}
  cp -a "$kept/old$path" "${path%/*}/.meshinit.new"
  mv -f "${path%/*}/.meshinit.new" "$path"
done
[ ! -d /run/systemd/system ] || systemctl daemon-reload
sh "$kept/network"
"$(cat "$kept/setup")"
sh "$kept/docker"
mkdir -p "${undone%/*}"
touch "$undone"
forget
say 'rolled back the patch'
