# Further networks that this patch takes from the host, and those that it brings.
leaving=
coming=

# compare_networks: fills both; a network is on a host that has its list of peers
compare_networks() {
  for list in /etc/meshinit/peers.*; do
    [ -f "$list" ] || continue
    name=${list##*/peers.}
    case $networks in *" $name "*) ;; *) leaving="$leaving $name" ;; esac
  done
  for name in $networks; do [ -f "/etc/meshinit/peers.$name" ] || coming="$coming $name"; done
  for name in $leaving; do
    keep_used "$name"
    keep_zoned "$name"
    say "removes network $name"
    for path in $(network_files "$name"); do strays="$strays $path"; done
  done
  for name in $coming; do say "adds network $name"; done
}

# keep_used NAME: a container on it, even a stopped one, could not go on without it
keep_used() {
  command -v docker >/dev/null 2>&1 || return 0
  used=$(docker ps -a --filter "network=$1" --format '{{.Names}}') ||
    give_up "Docker does not say whether containers are on network $1"
  [ -z "$used" ] ||
    give_up "network $1 stays, since containers are on it: $(echo "$used" | xargs echo). Remove them, or: docker network disconnect $1 CONTAINER"
}

# keep_zoned NAME: firewalld before 0.9 has rules in its zones, and loads none of a set that is gone
keep_zoned() {
  ! grep -qs "\"$(set_of "$1")\"" /etc/firewalld/zones/*.xml ||
    give_up "network $1 stays, since firewalld keeps its rules in its zones: rebuild the host"
}

# What undoes a network that this patch brings, as a script
save_networks() {
  [ -z "$coming" ] || removal
  for name in $coming; do echo "remove_network $name"; done
  case "$coming|$changed " in '|'*) ;; *' /etc/firewalld/'*) echo 'firewall-cmd --reload' ;; esac
}

change_networks() { for name in $leaving; do remove_network "$name"; done; }

# What the firewalls' own steps leave: they know the rules that are to be there
forget_openings() {
  for name in $leaving; do
    for tool in iptables ip6tables; do
      ! "$tool" -w -F "$(chain_of "$name")" 2>/dev/null || "$tool" -w -X "$(chain_of "$name")"
    done
  done
  case "$leaving|$dropped " in '|'*) ;; *' /etc/firewalld/'*) firewall-cmd --reload ;; esac
}
