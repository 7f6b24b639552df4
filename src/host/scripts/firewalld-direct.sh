# The rules are permanent first; a reload activates them. It is skipped if they are active, since a reload removes
# Docker's chains for a moment.
load_firewall() {
  put_rules
  systemctl enable firewalld.service
  systemctl start firewalld.service
  [ "$(rules --permanent)" = "$(rules)" ] || firewall-cmd --reload
}

rules() {
  for peers in $PEER_SETS; do firewall-cmd "$@" --ipset="$peers" --get-entries 2>&1 | sort; done
  firewall-cmd "$@" --zone="$zone" --list-rich-rules | sort
  firewall-cmd "$@" --zone=trusted --list-sources
  firewall-cmd "$@" --direct --get-all-rules
}
