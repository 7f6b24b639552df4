# A packet that a table of ours accepts is still refused by firewalld's.
need_no_firewalld() {
  ! systemctl is-active --quiet firewalld.service ||
    fail 'firewalld runs here and would close the tunnels: say firewall: firewalld'
}
