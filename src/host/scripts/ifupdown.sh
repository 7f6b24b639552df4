# bring_up INTERFACE...: those that are down, and new tunnels; ifup says nothing of what failed, so verify does
bring_up() {
    for interface in "$@" $(sed -e '/^#/d' -e 's/ .*//' "$PEERS"); do
        ifquery --state "$interface" >/dev/null 2>&1 || ifup "$interface"
    done
}
