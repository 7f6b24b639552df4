# CentOS 7 left the mirrors in 2024 for the vault. Each release package brings dead mirrors back.
use_vault() {
  # shellcheck disable=SC2016 # yum's variables, not the shell's
  vault='s!^#\{0,1\}baseurl=http://mirror.centos.org/\(centos\|[$]contentdir\)/[$]releasever!baseurl=https://vault.centos.org/7.9.2009!'
  epel='s!^#\{0,1\}baseurl=https\{0,1\}://[^/]*/\(pub/epel\|epel\)/!baseurl=https://archives.fedoraproject.org/pub/archive/epel/!'
  sed -i -e 's/^mirrorlist=/#&/' -e "$vault" /etc/yum.repos.d/CentOS-*.repo
  [ ! -e /etc/yum.repos.d/epel.repo ] || sed -i -e 's/^metalink=/#&/' -e "$epel" /etc/yum.repos.d/epel*.repo
}

# install_packages PACKAGE...: yum waits for its own lock, but succeeds even if one of several is missing
install_packages() {
  installed "$@" || retry 40 15 yum_install "$@"
}

installed() { rpm -q "$@" >/dev/null 2>&1; }

yum_install() { yum -y install "$@" && installed "$@"; }

install_rpms() { yum -y localinstall "$@"; }

# install_releases PACKAGE...: packages that bring repositories
install_releases() {
  use_vault
  for release; do
    install_packages "$release"
    use_vault
  done
}
