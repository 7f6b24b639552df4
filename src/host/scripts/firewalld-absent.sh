# firewalld refuses even packets that our table accepts.
need_no_firewalld() {
  ! systemctl is-active --quiet firewalld.service ||
    fail 'firewalld runs and would close the tunnels: set firewall: firewalld'
}
