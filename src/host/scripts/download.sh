# download SHA256 URL FILE
download() {
  [ ! -f "$3" ] || [ "$(sha256sum <"$3")" != "$1  -" ] || return 0
  curl -fsSL --retry 3 --connect-timeout 30 -o "$3.part" "$2" || return 1
  sum=$(sha256sum <"$3.part")
  [ "$sum" = "$1  -" ] || fail "$2 has SHA-256 ${sum%  -}, not $1: refused"
  mv "$3.part" "$3"
}

# install_files SHA256=URL...: package files in this order; up_to_date and install_local are the package manager's
install_files() {
  mkdir -p /var/cache/meshinit
  cd /var/cache/meshinit
  files=
  for item; do
    retry 20 15 download "${item%%=*}" "${item#*=}" "${item##*/}"
    files="$files ./${item##*/}"
  done
  # shellcheck disable=SC2086 # a list of words
  up_to_date $files || retry 40 15 install_local $files
}
