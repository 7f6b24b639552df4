# An image with only netplan has no interfaces file until ifupdown comes, and some source no other file.
source_interfaces() {
  file=/etc/network/interfaces
  [ -e "$file" ] || printf 'auto lo\niface lo inet loopback\n' >"$file"
  grep -Eq '^[[:space:]]*source(-directory)?[[:space:]]+(/etc/network/)?interfaces\.d' "$file" ||
    echo 'source /etc/network/interfaces.d/*' >>"$file"
}
