#!/bin/sh
# Chooses the name servers that dnsmasq forwards to: those behind systemd-resolved where the host uses that, as Docker does.
set -eu
servers=/etc/resolv.conf
if grep -qs '^nameserver 127\.0\.0\.53' /etc/resolv.conf && [ -e /run/systemd/resolve/resolv.conf ]; then
  servers=/run/systemd/resolve/resolv.conf
fi
ln -sfn "$servers" /run/dnsmasq-meshinit/upstream
