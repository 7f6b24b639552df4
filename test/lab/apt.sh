# Sourced: apt with an archive of our own choice, apart from the machine's own settings and installed packages.
# shellcheck shell=bash

debian_keyring=/usr/share/keyrings/debian-archive-keyring.gpg

# The mirror that this machine itself uses: `LABEL URI` a line. LAB_MIRROR and LAB_SECURITY_MIRROR override it.
machine_mirrors() {
  apt-get indextargets --format "\$(LABEL) \$(REPO_URI)" 'Created-By: Packages' 'Origin: Debian' | sort -u
}
debian_mirror() {
  local found
  found=${LAB_MIRROR:-$(machine_mirrors | sed -n 's/^Debian //p' | head -n 1)}
  echo "${found:?no Debian mirror in the apt sources of this machine, set LAB_MIRROR}"
}
security_mirror() {
  local found
  found=${LAB_SECURITY_MIRROR:-$(machine_mirrors | sed -n 's/^Debian-Security //p' | head -n 1)}
  echo "${found:-$(debian_mirror | sed 's#debian/*$#debian-security/#')}"
}

# private_apt DIRECTORY SUITE... : prepares an apt that knows these suites and has no package installed
private_apt() {
  local root=$1 suite
  shift
  mkdir -p "$root"/{lists/partial,archives/partial,preferences.d}
  : >"$root/status"
  : >"$root/sources.list"
  for suite; do
    case $suite in
      *-security) echo "deb [signed-by=$debian_keyring] $(security_mirror) $suite main" ;;
      *) echo "deb [signed-by=$debian_keyring] $(debian_mirror) $suite main" ;;
    esac >>"$root/sources.list"
  done
  cat >"$root/apt.conf" <<EOF
Dir::State "$root";
Dir::State::lists "$root/lists";
Dir::State::status "$root/status";
Dir::Cache "$root";
Dir::Cache::archives "$root/archives";
Dir::Cache::pkgcache "$root/pkgcache.bin";
Dir::Cache::srcpkgcache "$root/srcpkgcache.bin";
Dir::Etc::sourcelist "$root/sources.list";
Dir::Etc::sourceparts "/dev/null";
Dir::Etc::preferences "/dev/null";
Dir::Etc::preferencesparts "$root/preferences.d";
Acquire::Retries "5";
APT::Sandbox::User "root";
EOF
  APT_CONFIG=$root/apt.conf apt-get -q update
}
