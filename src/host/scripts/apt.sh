# install_packages PACKAGE...: what is installed needs no mirror
install_packages() {
  installed "$@" || retry 40 15 apt_install "$@"
}

installed() {
  for package; do
    [ "$(dpkg-query -W -f='${Status}' "$package" 2>/dev/null)" = 'install ok installed' ] || return 1
  done
}

# An interrupted boot leaves packages half configured. A held lock fails, and is retried with new lists.
apt_install() {
  export DEBIAN_FRONTEND=noninteractive
  if dpkg --configure -a --force-confdef --force-confold && update_lists &&
    apt-get -q -y --no-install-recommends -o DPkg::Lock::Timeout=300 \
      -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold install "$@" &&
    installed "$@"; then
    return 0
  fi
  lists=old
  return 1
}

# Once a run, and after each failure.
update_lists() {
  if [ "${lists-}" != fresh ]; then
    apt-get -q -o APT::Update::Error-Mode=any update && lists=fresh
  fi
}
