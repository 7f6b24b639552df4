check "Docker runs on $BRIDGE" docker_uses
check 'packets are forwarded' grep -q 1 /proc/sys/net/ipv4/ip_forward
[ "$MASQUERADE" = false ] || check "what leaves $SUBNET is masqueraded" masquerades
