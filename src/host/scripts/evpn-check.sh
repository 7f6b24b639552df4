# Once for all networks. A neighbour's line has a number in its tenth column once the session stands.
has_session() { echo "$sessions" | awk -v peer="$1" '{ sub(/^\*/, "", $1) } $1 == peer && $10 ~ /^[0-9]+$/ { found = 1 } END { exit !found }'; }
[ -n "${NETWORK-}" ] || {
  sessions=$(vtysh -c 'show bgp l2vpn evpn summary' 2>/dev/null) || sessions=
  while read -r _ remote _ name; do
    case " $EVPN_REFLECTORS " in
    *" $HOST "* | *" $name "*) check "BGP session with $name ($remote) is established" has_session "$remote" ;;
    esac
  done <"$PEERS"
}
