# What Open vSwitch made of the tunnels. ifupdown's and ifcfg's own scripts fail in silence, so they are checked.
verify_tunnels() {
    ports=" $(ovs-vsctl --timeout=10 list-ports "$SWITCH" | tr '\n' ' ') "
    while read -r port _; do
        case $port in '' | '#'*) continue ;; esac
        case $ports in *" $port "*) ;; *) fail "switch $SWITCH has no port $port" ;; esac
    done <"$PEERS"
    # A device that a reboot took is opened a moment after it is there again.
    for _ in 1 2 3 4 5; do
        broken=$(ovs-vsctl --timeout=10 --bare --columns=name find Interface ofport=-1)
        [ -n "$broken" ] || return 0
        sleep 1
    done
    fail "Open vSwitch cannot open" "$broken"
}
