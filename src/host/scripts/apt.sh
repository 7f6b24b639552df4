# install_packages PACKAGE...: what is there already needs no mirror
install_packages() {
    installed "$@" || retry 40 15 apt_install "$@"
}

installed() {
    for package; do
        [ "$(dpkg-query -W -f='${Status}' "$package" 2>/dev/null)" = 'install ok installed' ] || return 1
    done
}

# A boot that was cut short leaves packages half configured. A held lock fails, and is tried again.
apt_install() {
    export DEBIAN_FRONTEND=noninteractive
    dpkg --configure -a --force-confdef --force-confold && update_lists &&
        apt-get -q -y --no-install-recommends -o DPkg::Lock::Timeout=300 \
            -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold install "$@" &&
        installed "$@" || { lists=old && false; }
}

# Once a run, and again after a failure.
update_lists() {
    [ "${lists-}" = fresh ] || { apt-get -q -o APT::Update::Error-Mode=any update && lists=fresh; }
}
