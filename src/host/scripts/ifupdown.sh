# bring_up INTERFACE...: those that are down; ifup itself says nothing of what failed, so verify does
bring_up() {
    for interface; do
        ifquery --state "$interface" >/dev/null 2>&1 || ifup "$interface"
    done
}
