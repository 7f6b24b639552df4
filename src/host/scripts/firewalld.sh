# The rules are in firewalld's own files. A running one is reloaded only if they differ, since a reload removes
# Docker's chains for a moment.
load_firewall() {
  systemctl enable firewalld.service
  systemctl start firewalld.service
  wanted=$(rules --permanent)
  case $wanted in *Error:*) fail "$wanted" ;; esac
  [ "$(rules)" = "$wanted" ] || firewall-cmd --reload
  # A reload leaves a device in the zone that ifup, or somebody, has set since.
  [ "$(rules)" = "$wanted" ] || for bound in $FIREWALL_ZONES; do
    firewall-cmd --zone="${bound%%=*}" --change-interface="${bound#*=}"
  done
  [ "$(rules)" = "$wanted" ] || fail 'firewalld does not keep the rules of /etc/firewalld/policies'
}

# rules [--permanent]: the mesh's own; a bridge that Docker adds to its zone at run time is no reason for a reload
rules() {
  for peers in $PEER_SETS; do
    entries=$(firewall-cmd "$@" --ipset="$peers" --get-entries 2>&1) || :
    echo "$entries" | sort
  done
  for policy in $FIREWALL_POLICIES; do
    firewall-cmd "$@" --policy="$policy" --list-rich-rules 2>&1 || :
  done
  for bound in $FIREWALL_ZONES; do
    firewall-cmd "$@" --zone="${bound%%=*}" --query-interface="${bound#*=}" 2>&1 || :
  done
}
