# The same for IPv6, which Docker filters there too.
! command -v ip6tables >/dev/null || ip6tables -w -P FORWARD DROP
