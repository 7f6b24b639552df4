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
