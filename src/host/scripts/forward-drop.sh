# Strangers reach no container. Docker does this only where it turns forwarding on.
! command -v iptables >/dev/null || iptables -w -P FORWARD DROP
