fresh=
changed=

give_up() {
  echo "meshinit: $*" >&2
  exit 1
}

# However it ends, no half file remains.
trap 'finish "$?"' EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

finish() {
  trap - EXIT
  [ -z "$fresh" ] || rm -f "$fresh"
  state=$(cat /run/meshinit/status 2>/dev/null || :)
  case $1/$state in
  0/*) echo "meshinit: $state" ;;
  */failed:*) echo "meshinit: $state; the script ends with status $1" >&2 ;;
  *) echo "meshinit: the script failed with status $1" >&2 ;;
  esac
  exit "$1"
}
