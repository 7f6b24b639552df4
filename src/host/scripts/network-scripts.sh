# The switch first, then its tunnels; ifup itself says nothing of what failed, so verify does.
bring_up() {
    ifup "$SWITCH"
    while read -r port _; do
        case $port in '' | '#'*) continue ;; esac
        ifup "$port" </dev/null
    done <"$PEERS"
}
