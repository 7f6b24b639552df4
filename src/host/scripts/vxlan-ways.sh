# A host that has its own manifest address answers from it; behind a provider's NAT the kernel chooses.
carries_address() { [ -n "${UNDERLAY:+$(ip -o addr show to "$UNDERLAY")}" ]; }

set_source() {
  carries_address || return 0
  case $(ip -o -d link show dev "$TUNNEL") in
  *" local $UNDERLAY "*) ;;
  *) ip link set dev "$TUNNEL" type vxlan id "$TUNNEL_KEY" local "$UNDERLAY" ;;
  esac
}

# Broadcast and unlearned frames go to each peer by all-zero entries; other entries are learned. Those of removed peers
# go, the learned ones too, unless they have just aged out.
set_ways() {
  peers=" $(peers | tr '\n' ' ') "
  bridge fdb show dev "$TUNNEL" |
    awk '{ for (i = 2; i < NF; i++) if ($i == "dst") print $1, $(i + 1) }' |
    while read -r mac remote; do
      case $peers in
      *" $remote "*) ;;
      *) bridge fdb del "$mac" dev "$TUNNEL" dst "$remote" || : ;;
      esac
    done
  ways=" $(ways | tr '\n' ' ') "
  for remote in $peers; do
    case $ways in
    *" $remote "*) ;;
    *) bridge fdb append 00:00:00:00:00:00 dev "$TUNNEL" dst "$remote" ;;
    esac
  done
}
