# Docker does this only where it turns forwarding on: strangers' packets get to no container.
! command -v iptables >/dev/null || iptables -w -P FORWARD DROP
