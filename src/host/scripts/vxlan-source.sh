# A host that has its own manifest address answers from it; behind a provider's NAT the kernel chooses.
carries_address() { [ -n "${UNDERLAY:+$(ip -o addr show to "$UNDERLAY")}" ]; }

set_source() {
  carries_address || return 0
  case $(ip -o -d link show dev "$TUNNEL") in
  *" local $UNDERLAY "*) ;;
  *) ip link set dev "$TUNNEL" type vxlan id "$TUNNEL_KEY" local "$UNDERLAY" ;;
  esac
}
