check "Docker runs on $BRIDGE" docker_uses
check 'packets are forwarded' [ "$(cat /proc/sys/net/ipv4/ip_forward)" = 1 ]
[ "$MASQUERADE" = false ] || check "what leaves $SUBNET is masqueraded" masquerades
exit "$failed"
