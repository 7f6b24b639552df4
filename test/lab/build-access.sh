#!/usr/bin/env bash
# Makes the lab's way in as root, `key` and `key.pub`, and `web.pem` and `web.key`, with which the mirrors answer over TLS;
# prints their directory. Every disk knows them.
. "$(dirname "$0")/settings.sh"

build() {
  ssh-keygen -q -t ed25519 -N '' -C meshinit-lab -f "$1/key"
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 -subj /CN=mirror.lab \
    -addext subjectAltName=DNS:mirror.lab -keyout "$1/web.key" -out "$1/web.pem"
}

cached "access-$(cache_key "$lab_here/build-access.sh")" build
