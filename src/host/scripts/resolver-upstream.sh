#!/bin/sh
# Before dnsmasq starts: whom it forwards to, and who cannot ask it.
set -eu

# The servers behind systemd-resolved where the host uses that, as Docker does.
servers=/etc/resolv.conf
if grep -qs '^nameserver 127\.0\.0\.53' /etc/resolv.conf && [ -e /run/systemd/resolve/resolv.conf ]; then
  servers=/run/systemd/resolve/resolv.conf
  # By LLMNR it would ask the underlay for each word that nobody here has, and wait for it.
  mkdir -p /run/systemd/resolved.conf.d
  printf '[Resolve]\nLLMNR=no\n' >/run/systemd/resolved.conf.d/llmnr.conf
  systemctl try-restart systemd-resolved
fi
ln -sfn "$servers" /run/dnsmasq-meshinit/upstream

# Nobody asks by a device that leads to the world, or to a cable.
outside=$({
  ip -o route show default | sed 's/.* dev \([^ ]*\).*/\1/'
  # shellcheck disable=SC2012 # names of devices
  ls -d /sys/class/net/*/device /sys/class/net/*/lower_*/device 2>/dev/null | cut -d/ -f5
} | sort -u)
