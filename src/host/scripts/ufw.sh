# pass_ufw RULE...: kept while ufw is off too, so that turning it on later cuts nothing off. A rule that is there is skipped.
pass_ufw() {
  command -v ufw >/dev/null || return 0
  for rule; do
    # shellcheck disable=SC2086 # the words of a rule
    ufw $rule
  done
}
