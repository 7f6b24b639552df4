# What each peer has here: a route to its slice, one to its mesh address, and both by IPv6 where the network has that; by
# WireGuard's device, else by its own address. All follow from its mesh address, unless /etc/meshinit/slices has another slice.
planned() {
  { led && cat "/etc/meshinit/slices${PEERS#/etc/meshinit/peers}" "$PEERS" 2>/dev/null; } | awk -v first="$FIRST_ADDRESS" -v slice="$FIRST_SLICE" \
    -v devices="${WG_DEVICES-}" -v mesh6="${SWITCH_ADDRESS6:+${SWITCH_ADDRESS6%:*:*}:}" -v slice6="${BRIDGE_ADDRESS6:+${BRIDGE_ADDRESS6%:*:*}:}" \
    "$SLICES"'
    # Both families end in the same 32 bits.
    function digits(text) { split(text, byte, "."); return sprintf("%x:%x", byte[1] * 256 + byte[2], byte[3] * 256 + byte[4]) }
    BEGIN { split(devices, device, /:[0-9]+ ?/) }
    NF == 1 { moved[$1] = 1; next }
    NF == 2 { pinned[$1] = $2; next }
    {
      to = ($3 in pinned) ? pinned[$3] : following($3)
      by = devices == "" ? $2 : device[1 + ($2 in moved && device[2] != "")]
      print to, by, $2
      print $3, by, $2
      if (mesh6 == "") next
      split(to, block, "/")
      print slice6 digits(block[1]) "/" 96 + block[2], by, $2
      print mesh6 digits($3), by, $2
    }'
}

# Commands for ip that make of what is found what is planned
differences() {
  { found | sed 's/^/found /' && planned; } | awk -v bridge="$BRIDGE_ADDRESS" -v mesh="$SWITCH_ADDRESS" \
    -v bridge6="${BRIDGE_ADDRESS6-}" -v mesh6="${SWITCH_ADDRESS6-}" '
    function way(to, by) { return by ~ /^mi-wg/ ? "dev " by : "via " (by ~ /:/ && to !~ /:/ ? "inet6 " : "") by }
    # A host speaks to containers from its address on their kind of network.
    function source(to) {
      split(to ~ /:/ ? (to ~ /\// ? bridge6 : mesh6) : (to ~ /\// ? bridge : mesh), own, "/")
      return own[1]
    }
    $1 == "found" { is[$2 " " $3] = 1; next }
    { wanted[$1 " " $2] = kept[$1] = 1; lines[++count] = $1 " " $2 }
    END {
      for (line in is) {
        split(line, word, " ")
        if (!(line in wanted) && !(word[1] in kept)) print "route del", word[1], way(word[1], word[2])
      }
      for (i = 1; i <= count; i++) {
        if (lines[i] in is) continue
        split(lines[i], word, " ")
        print "route replace", word[1], way(word[1], word[2]), "src", source(word[1])
      }
    }'
}

# Addresses of peers that have all of it
ways() {
  { found | sed 's/^/found /' && planned; } | awk '
    $1 == "found" { is[$2 " " $3] = 1; next }
    { all[$3]++; has[$3] += ($1 " " $2) in is }
    END { for (peer in all) if (all[peer] == has[peer]) printf " %s ", peer }'
}

leads_to() { case $said in *" $2 "*) ;; *) return 1 ;; esac; }
leads_to_peers() { [ -z "$(differences)" ]; }
