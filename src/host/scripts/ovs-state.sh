# Read once: the switch's ports, then each interface's name, number and options.
look() {
  said=$(ovs-vsctl --timeout=10 --format=csv --no-headings list-ports "$SWITCH" \
    -- --columns=name,ofport,options list Interface | tr -d '"')
}
says() { echo "$said" | grep -q "$1"; }
has_port() { says "^$1\$"; }
leads_to() { says "^$1,.*remote_ip=$2[,}]"; }
is_open() { has_port "$1" && says "^$1,[1-9]"; }
switch_stands() {
  [ -z "${SWITCH_PORT-}" ] || "$1" "switch $SWITCH has the port $SWITCH_PORT" has_port "$SWITCH_PORT"
}
