#!/bin/sh
# Docker's gossip (Serf) where a key-value store keeps its networks. Each daemon joins the first neighbour that it sees, and never
# another (libnetwork, drivers/overlay/ov_serf.go). If that one does not listen yet, as when hosts boot at once, or where hosts
# joined each other in pairs, the gossip stays in parts, and no container finds those of another part. So a part is told what
# another knows, as members tell each other every 30 s (memberlist, push/pull): Docker goes on, and so do containers.
# --keep does that for good, and has a store part with those that died; --whole only looks.
# shellcheck disable=SC2153 # variables of host.conf
set -eu
. @LIB@/common.sh
trap - EXIT

# What the daemon at $1 answers to what comes in.
# shellcheck disable=SC2016 # it is bash's $1
send() { timeout 5 bash -c 'exec 3<>"/dev/tcp/$1/7946" && cat >&3 && cat <&3' bash "$1" 2>/dev/null; }

# Its state, for one who has none to tell.
state() { printf '\006\203\245Nodes\000\254UserStateLen\000\244Join\302' | send "$1"; }

# The bytes of such an answer, which is compressed (LZW, least significant bits first), in one line.
unpack() {
  od -An -v -tu1 | awk '
    { for (i = 1; i <= NF; i++) byte[n++] = $i }
    function code(  found) {
      for (; have < size; have *= 256) held += byte[at++] * have
      found = held % size
      held = (held - found) / size
      have /= size
      return found
    }
    END {
      at = byte[12] == 218 ? 15 : byte[12] == 219 ? 17 : 13
      for (i = 0; i < 256; i++) text[i] = i
      size = 512
      have = 1
      while (at < n && (now = code()) != 257) {
        if (now == 256) {
          size = 512
          free = 257
          last = ""
          continue
        }
        if (last != "" && free < 4096) text[free] = last " " (now == free ? last : text[now]) + 0
        last = text[now]
        printf " %s", last
        if (++free >= size && size < 4096) size *= 2
      }
      print ""
    }'
}

# Addresses of members that are alive, or only suspected: a line each. After Addr stand four bytes or sixteen, after State 0 or 1.
members() {
  unpack | awk '{
    for (i = split($0, member, " 164 65 100 100 114 "); i > 1; i--) {
      if (member[i] !~ / 165 83 116 97 116 101 [01] /) continue
      split(member[i], is, " ")
      first = is[1] == 176 ? 14 : 2
      print is[first] "." is[first + 1] "." is[first + 2] "." is[first + 3]
    }
  }'
}

# Hosts whose Docker runs, by the store, that are not in this host's part: an address a line.
apart() {
  known=$(state "$OVERLAY_ADDRESS" | members)
  { @SBIN@/meshinit-store --hosts && echo "$OVERLAY_ADDRESS"; } | sort -u | grep -vxF -e "$known"
}

# Each learns of the other: what the one answers is the other's question.
join() {
  told=$(state "$1" | base64) && [ "$told" ] || return 0
  echo "tells the gossip of $1 that of this host"
  echo "$told" | base64 -d | send "$OVERLAY_ADDRESS" | send "$1" >/dev/null || :
}

# Docker may have just started, and with it another host's.
keep() {
  while :; do
    hosts=$(apart) || :
    for host in $hosts; do [ "$host" = "$OVERLAY_ADDRESS" ] || join "$host"; done
    if [ "$hosts" ]; then sleep 3 && continue; fi
    @SBIN@/meshinit-store --part || :
    sleep 20
  done
}

case ${1-} in
--keep) keep ;;
--whole) ! apart ;;
*) fail 'unknown option' ;;
esac
