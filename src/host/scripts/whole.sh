#!/bin/sh
# meshinit's files in one. It writes them and runs meshinit-setup, which takes this file's place.
set -eu
umask 022

# put PATH MODE: by rename, since this file is one of them; hidden, since a directory of parts is read as a whole
put() {
  mkdir -p "${1%/*}"
  fresh=${1%/*}/.meshinit.new
  (umask 077 && cat >"$fresh")
  chmod "$2" "$fresh"
  mv -f "$fresh" "$1"
  ! command -v restorecon >/dev/null || restorecon "$1"
}

# put_packed PATH MODE: the same, gzip in base64
put_packed() { base64 -d | gzip -dc | put "$@"; }

# What systemd has read of the files before is out of date.
reload() { [ ! -d /run/systemd/system ] || systemctl daemon-reload; }
