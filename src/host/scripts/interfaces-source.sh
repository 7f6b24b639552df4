# An image with netplan alone has no interfaces file until ifupdown comes, and some read no further file.
source_interfaces() {
  file=/etc/network/interfaces
  [ -e "$file" ] || printf 'auto lo\niface lo inet loopback\n' >"$file"
  grep -Eq '^[[:space:]]*source(-directory)?[[:space:]]+(/etc/network/)?interfaces\.d' "$file" ||
    echo 'source /etc/network/interfaces.d/*' >>"$file"
}
