# install_packages PACKAGE...: what is installed needs no mirror
install_packages() {
  installed "$@" || retry 40 15 dnf_install "$@"
}

installed() { rpm -q "$@" >/dev/null 2>&1; }

# dnf waits for its own lock. After a failure the mirrors' lists are fetched again.
dnf_install() {
  # shellcheck disable=SC2086 # one option or none
  if dnf -y ${refresh-} --setopt=install_weak_deps=False install "$@" && installed "$@"; then
    return 0
  fi
  refresh=--refresh
  return 1
}

install_rpms() { dnf -y --setopt=install_weak_deps=False install "$@"; }

# put_repository FILE: from standard input, all or nothing
put_repository() {
  cat >"$1.new"
  chmod 644 "$1.new"
  if cmp -s "$1.new" "$1"; then
    rm "$1.new"
  else
    mv "$1.new" "$1"
  fi
}
