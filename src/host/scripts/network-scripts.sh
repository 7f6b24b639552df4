# bring_up INTERFACE...: the switch first; ifup itself says nothing of what failed, so verify does
bring_up() {
    for interface; do ifup "$interface"; done
}
