# The rules are permanent first; a reload then makes them those of run time. Unchanged rules need none, since a reload
# costs Docker its chains until it restarts.
load_firewall() {
    before=$(cat /etc/firewalld/*.xml /etc/firewalld/*/*.xml 2>/dev/null | sha256sum)
    put_rules
    after=$(cat /etc/firewalld/*.xml /etc/firewalld/*/*.xml 2>/dev/null | sha256sum)
    systemctl enable firewalld.service
    systemctl start firewalld.service
    [ "$before" = "$after" ] || firewall-cmd --reload
}
