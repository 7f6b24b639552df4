# Docker drops what reaches a container past its bridge: from 28 on in table raw, and always where it filters. Both of these
# come first, and outlast its restarts. What comes by the tunnel is from peers alone.
let_in() {
  iptables -w -t "$1" -C "$2" -i "$TUNNEL" -s "$SUBNET" -d "$BRIDGE_SUBNET" -j ACCEPT 2>/dev/null ||
    iptables -w -t "$1" -I "$2" -i "$TUNNEL" -s "$SUBNET" -d "$BRIDGE_SUBNET" -j ACCEPT
}
if command -v iptables >/dev/null; then
  iptables -w -N DOCKER-USER 2>/dev/null || :
  let_in filter DOCKER-USER
  let_in raw PREROUTING
fi
