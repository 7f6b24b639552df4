# put PATH MODE: standard input becomes the file
put() {
  # The dot keeps the last line ends, which the shell would remove.
  text=$(cat && echo .)
  put_text "$@"
}

# put_packed PATH MODE: the same, gzip in base64
put_packed() {
  text=$(base64 -d | gzip -dc && echo .)
  put_text "$@"
}

# run_packed: commands, gzip in base64
run_packed() {
  commands=$(base64 -d | gzip -dc)
  eval "$commands"
}

put_text() { has_text "$@" || write_text "$@"; }

# A file that is already so is not touched.
has_text() {
  [ -n "$(find "$1" -prune -type f -user 0 -perm "$2" 2>/dev/null)" ] && [ "$(cat "$1" && echo .)" = "$text" ]
}

# By rename, so nobody sees half a file.
write_text() {
  [ ! -d "$1" ] || give_up "$1 is a directory"
  mkdir -p "${1%/*}"
  # Hidden, since a directory of parts is read as a whole.
  fresh=${1%/*}/.meshinit.new
  (umask 077 && printf %s "${text%.}" >"$fresh")
  chmod "$2" "$fresh"
  chown 0:0 "$fresh"
  mv -f "$fresh" "$1"
  ! command -v restorecon >/dev/null 2>&1 || restorecon "$1"
  changed="$changed $1"
}
