#!/bin/sh
# Writes the lists that do not fit into the document. Then it is removed: later changes stay.
set -eu
# shellcheck source=/dev/null
. /etc/meshinit/host.conf

# write_file PATH: standard input becomes the file
write_file() {
  cat >"$1.meshinit"
  chmod 644 "$1.meshinit"
  mv "$1.meshinit" "$1"
}

# peers PREFIX: one line a host, this one too: underlay address, name, mesh address, number. A + or nothing is one more
# than in the line above. A link's number is the exclusive or of its hosts' numbers, counted from 0.
peers() {
  awk -v prefix="$1" -v host="$HOST" '
    function after(text) {
      match(text, /[0-9]+$/)
      return substr(text, 1, RSTART - 1) sprintf("%0" RLENGTH "d", substr(text, RSTART) + 1)
    }
    function exclusive_or(a, b, bit, result) {
      for (bit = 1; a > 0 || b > 0; bit *= 2) {
        if (a % 2 != b % 2) result += bit
        a = int(a / 2)
        b = int(b / 2)
      }
      return result
    }
    {
      name = NF < 2 || $2 == "+" ? after(name) : $2
      mesh = NF < 3 || $3 == "+" ? after(mesh) : $3
      number = NF < 4 || $4 == "+" ? number + 1 : $4
      numbers[NR] = number
      lines[NR] = $1 " " mesh " " name
      if (name == host) own = number
    }
    END {
      for (i = 1; i <= NR; i++)
        if (numbers[i] != own) print prefix exclusive_or(numbers[i] - 1, own - 1) " " lines[i]
    }'
}
