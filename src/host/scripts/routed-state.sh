# What each peer has here, three lines: a route to its slice by its mesh address, that one's MAC, and the address which
# leads to that. All follow from its mesh address, unless /etc/meshinit/slices has another slice for it.
planned() {
  cat "/etc/meshinit/slices${PEERS#/etc/meshinit/peers}" "$PEERS" 2>/dev/null | awk -v first="$FIRST_ADDRESS" -v slice="$FIRST_SLICE" \
    "$SLICES"'
    NF == 2 { pinned[$1] = $2; next }
    {
      to = ($3 in pinned) ? pinned[$3] : following($3)
      split($3, byte, ".")
      mac = sprintf("02:76:%02x:%02x:%02x:%02x", byte[1], byte[2], byte[3], byte[4])
      print "route", to, $3
      print "neigh", $3, mac
      print "fdb", mac, $2
    }'
}

found() {
  ip -4 route show dev "$TUNNEL" | awk '$2 == "via" { print "route", $1, $3 }'
  ip -4 neigh show dev "$TUNNEL" nud permanent | awk '{ print "neigh", $1, $3 }'
  bridge fdb show dev "$TUNNEL" | awk '{ for (i = 2; i < NF; i++) if ($i == "dst") print "fdb", $1, $(i + 1) }'
}

# Commands that make of what is found what is planned
differences() {
  { found | sed 's/^/found /' && planned; } | awk -v dev="$TUNNEL" -v src="${BRIDGE_ADDRESS%/*}" '
    $1 == "found" { is[$2 " " $3 " " $4] = 1; next }
    { wanted[$0] = kept[$1 " " $2] = 1; lines[++count] = $0 }
    END {
      for (line in is) {
        split(line, word, " ")
        if (line in wanted || word[1] != "fdb" && (word[1] " " word[2]) in kept) continue
        if (word[1] == "fdb") print "bridge fdb del", word[2], "dev", dev, "dst", word[3]
        else print "ip", word[1], "del", word[2], "dev", dev
      }
      for (i = 1; i <= count; i++) {
        if (lines[i] in is) continue
        split(lines[i], word, " ")
        if (word[1] == "route") print "ip route replace", word[2], "via", word[3], "dev", dev, "onlink src", src
        else if (word[1] == "neigh") print "ip neigh replace", word[2], "lladdr", word[3], "dev", dev, "nud permanent"
        else print "bridge fdb replace", word[2], "dev", dev, "dst", word[3]
      }
    }'
}

# Underlay addresses of peers that have all three
ways() {
  { found | sed 's/^/found /' && planned; } | awk '
    $1 == "found" { is[$2 " " $3 " " $4] = 1; next }
    { all += $0 in is }
    $1 == "fdb" { if (all == 3) printf " %s ", $3; all = 0 }'
}

leads_to() { case $said in *" $2 "*) ;; *) return 1 ;; esac; }
leads_to_peers() { [ -z "$(differences)" ]; }
