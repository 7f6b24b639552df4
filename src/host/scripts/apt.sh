# What is installed needs no mirror.
install_packages() { installed "$@" || retry 40 15 apt_install "$@"; }

installed() { [ "$(dpkg-query -Wf '${Status}\n' "$@" 2>/dev/null | grep -c ' ok installed$')" = "$#" ]; }

# An interrupted boot leaves packages half configured. A retry takes new lists.
apt_install() {
  export DEBIAN_FRONTEND=noninteractive
  dpkg --configure -a --force-confold && update_lists && lists=old &&
    apt-get -qy --no-install-recommends -o DPkg::Lock::Timeout=300 \
      -o DPkg::Options::=--force-confold install "$@" && installed "$@" && lists=new
}

update_lists() { [ "${lists-}" = new ] || apt-get -q -o APT::Update::Error-Mode=any update; }
