# After a reboot ports open a moment late.
retry 5 1 check_mesh >/dev/null || fail "check failed: $failed"
