#!/bin/sh
# Gives FRR its configuration and has it run by that. With --stop DEVICE... it ends, and so do the devices, which learn nothing
# without it: the mesh makes them anew.
set -eu
. @LIB@/common.sh
doing='run FRR'

if [ "${1-}" = --stop ]; then
  # At a shutdown it ends by itself.
  [ "$(systemctl is-system-running 2>/dev/null || :)" != stopping ] || exit 0
  systemctl disable --now frr.service
  shift
  for device; do
    [ ! -e "/sys/class/net/$device" ] || ip link delete dev "$device"
  done
  exit 0
fi

# The package gives its files to its own user, and programs that put ours would take them back.
changed=
give() {
  ! cmp -s "$1" "/etc/frr/$2" || return 0
  install -o frr -g frr -m 640 "$1" "/etc/frr/.meshinit.new"
  mv -f "/etc/frr/.meshinit.new" "/etc/frr/$2"
  ! command -v restorecon >/dev/null || restorecon "/etc/frr/$2"
  changed=1
}
give /etc/meshinit/frr.daemons daemons
give /etc/meshinit/frr.conf frr.conf
# Each daemon would stop at the first block of frr.conf that is another's.
grep -qsx 'service integrated-vtysh-config' /etc/frr/vtysh.conf || {
  echo 'service integrated-vtysh-config' >>/etc/frr/vtysh.conf
  changed=1
}
systemctl enable frr.service
if [ -n "$changed" ]; then
  systemctl restart frr.service
else
  systemctl start frr.service
fi
# On a host that is slow FRR ends what reads its configuration after 20 s, and runs without any (seen with 8.4.4).
vtysh -c 'show running-config' | grep -q '^router bgp' || vtysh -b
