#!/bin/sh
# meshinit's programs in one. It writes them and runs meshinit-setup, which takes this file's place.
set -eu
umask 022

# put PATH MODE: by rename, since this file is one of them
put() {
  mkdir -p "${1%/*}"
  cat >"$1.new"
  chmod "$2" "$1.new"
  mv -f "$1.new" "$1"
}
