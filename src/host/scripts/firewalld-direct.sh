# The rules are permanent first; a reload makes them those of run time. Where they are already, there is none, since a
# reload takes Docker's chains away for a moment.
load_firewall() {
  put_rules
  systemctl enable firewalld.service
  systemctl start firewalld.service
  [ "$(rules --permanent)" = "$(rules)" ] || firewall-cmd --reload
}

rules() {
  firewall-cmd "$@" --ipset=meshinit-peers --get-entries 2>&1 | sort
  firewall-cmd "$@" --zone="$zone" --list-rich-rules | sort
  firewall-cmd "$@" --zone=trusted --list-sources
  firewall-cmd "$@" --direct --get-all-rules
}
