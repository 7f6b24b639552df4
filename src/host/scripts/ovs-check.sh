leads_to() { [ "$(ovs-vsctl --timeout=10 get Interface "$1" options:remote_ip | tr -d '"')" = "$2" ]; }
is_open() { [ "$(ovs-vsctl --timeout=10 get Interface "$1" ofport)" -gt 0 ]; }
