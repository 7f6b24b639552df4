#!/bin/sh
# Resolves the peers' names, and makes the mesh follow changed answers. Run before the mesh and by a timer.
set -eu
. @LIB@/common.sh
doing="resolve the peers' names"
answers=/run/meshinit/names

is_name() { case $1 in *:*) return 1 ;; *[!0-9.]*) ;; *) return 1 ;; esac; }

# None delays another, and none takes long.
ask() {
  rm -rf "$answers"
  mkdir -p "$answers"
  while read -r port remote _; do
    ! is_name "$remote" ||
      timeout 10 getent "ahostsv$NAMES_FAMILY" "$remote" 2>/dev/null </dev/null |
      awk '$1 !~ /^::ffff:/ && !seen[$1]++ { print $1 }' >"$answers/$remote" &
  done </etc/meshinit/names
  wait
}

# An address stays while it is among the answers, or while there are none. A peer that never had one has no tunnel yet.
resolved() {
  while read -r port remote bridge name; do
    if is_name "$remote"; then
      last=$(awk -v bridge="$bridge" '$3 == bridge { print $2 }' "$PEERS" 2>/dev/null || :)
      first=$(head -n 1 "$answers/$remote")
      if [ -n "$last" ] && { [ -z "$first" ] || grep -Fqx "$last" "$answers/$remote"; }; then first=$last; fi
      [ -n "$first" ] || continue
      remote=$first
    fi
    echo "$port $remote $bridge $name"
  done </etc/meshinit/names
}

ask
resolved >"$PEERS.new"
if cmp -s "$PEERS.new" "$PEERS"; then
  rm "$PEERS.new"
  exit 0
fi
mv "$PEERS.new" "$PEERS"
# At first and at boot, the firewall and the mesh start after this.
systemctl is-active --quiet meshinit-mesh.service || exit 0
echo 'a peer has a new address'
[ ! -e @SBIN@/meshinit-firewall ] || @SBIN@/meshinit-firewall
@SBIN@/meshinit-mesh
