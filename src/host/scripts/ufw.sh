# pass_ufw RULE...: kept even while ufw is off, so that turning it on later cuts nothing off. Skips existing rules.
pass_ufw() {
  command -v ufw >/dev/null || return 0
  for rule; do
    # shellcheck disable=SC2086 # the words of a rule
    ufw $rule
  done
}
