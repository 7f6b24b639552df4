# After a reboot a device opens a moment after it appears.
verify() {
  for _ in 1 2 3 4 5; do
    ! stands is_so || return 0
    sleep 1
  done
  fail "not so: $what"
}

# is_so WHAT COMMAND...
is_so() {
  what=$1
  shift
  "$@" >/dev/null 2>&1 </dev/null
}
