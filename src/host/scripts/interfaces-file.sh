# This Open vSwitch reads only /etc/network/interfaces, not what it sources. The mesh's stanzas go there between two
# marker lines; the provider's own stay as they are.
put_interfaces() {
  begin='# >>> meshinit: from /etc/meshinit/interfaces, put here again at each run'
  end='# <<< meshinit'
  file=/etc/network/interfaces
  {
    awk -v begin="$begin" -v end="$end" '$0 == begin { ours = 1 } !ours { print } $0 == end { ours = 0 }' "$file"
    echo "$begin"
    cat /etc/meshinit/interfaces
    echo "$end"
  } >"$file.meshinit"
  if cmp -s "$file.meshinit" "$file"; then
    rm "$file.meshinit"
  else
    chmod 644 "$file.meshinit"
    mv "$file.meshinit" "$file"
  fi
}
