changed=''
follow() {
  [ -e @NAMES@ ] || return 0
  ask
  resolved >"$PEERS.new"
  if cmp -s "$PEERS.new" "$PEERS"; then
    rm "$PEERS.new"
  else
    mv "$PEERS.new" "$PEERS"
    changed=yes
  fi
}

in_each follow
[ -n "$changed" ] || exit 0
