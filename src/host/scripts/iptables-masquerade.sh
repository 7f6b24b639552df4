set -- POSTROUTING -s "$SUBNET" ! -d "$SUBNET" -j MASQUERADE
if [ "$OWN_MASQUERADE" = true ]; then
  ensure iptables nat "$@"
else
  iptables -w -t nat -D "$@" 2>/dev/null || :
fi
