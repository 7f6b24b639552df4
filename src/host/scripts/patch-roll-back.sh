#!/bin/sh
# Rolls back a patch: now or, with --later, when its time is over and the mesh is still lost. Written by the patch, gone
# with it.
set -eu
kept=/var/lib/meshinit/patch
undone=/run/meshinit/rolled-back

say() { echo "meshinit: $*"; { echo "meshinit: $*" >/dev/console; } 2>/dev/null || :; }

# Whether a lost peer has not come back
lost() {
  [ ! -e "$kept/confirmed" ] || return 1
  [ -e "$kept/lost" ] || return 0
  while read -r bridge _; do
    ping -n -q -c 3 -W 2 "$bridge" >/dev/null 2>&1 </dev/null || return 0
  done <"$kept/lost"
  return 1
}

if [ "${1-}" = --later ]; then
  # The time begins when the patch has checked the mesh, or has ended.
  while [ -d "$kept" ] && [ ! -e "$kept/looked" ] && kill -0 "$(cat "$kept/pid")" 2>/dev/null; do sleep 1; done
  [ -d "$kept" ] || exit 0
  left=$(cat "$kept/seconds")
  while [ "$left" -gt 0 ]; do
    sleep 1
    left=$((left - 1))
    # The patch found nothing lost.
    [ -d "$kept" ] || exit 0
    [ ! -e "$kept/confirmed" ] || left=0
  done
  if ! lost; then
    rm -rf "$kept"
    say 'keeps the patch'
    exit 0
  fi
  if [ -e "$kept/lost" ]; then
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
rm -rf "$kept"
say 'rolled back the patch'
