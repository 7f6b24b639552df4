# Where it floods unlearned frames, and where it should: an address a line.
ways() {
  bridge fdb show dev "$TUNNEL" |
    awk '$1 == "00:00:00:00:00:00" { for (i = 2; i < NF; i++) if ($i == "dst") print $(i + 1) }' | sort
}
peers() { awk '{ print $2 }' "$PEERS" | sort; }

leads_to() { echo "$said" | grep -Fqx "$2" && [ -n "$(ip -o link show dev "$TUNNEL" up)" ]; }
leads_to_peers() { [ "$said" = "$(peers)" ]; }
