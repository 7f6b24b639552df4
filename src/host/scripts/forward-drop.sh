# Docker does this only if it turns forwarding on: strangers' packets reach no container.
! command -v iptables >/dev/null || iptables -w -P FORWARD DROP
