# check WHAT COMMAND...: failed keeps the first that fails
check() {
  what=$1 is=ok
  shift
  "$@" >/dev/null 2>&1 </dev/null || is=FAIL failed=${failed:-$what}
  printf '%-5s %s\n' "$is" "$what"
}

