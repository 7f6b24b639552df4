#!/usr/bin/env bash
# Makes a root with the newest Docker that Debian has, since that of its releases is from before 28; prints the directory
# that has `root`, to be entered by chroot with the host's own directories bound into it, `version`, and `packages`: those
# that Debian 13 needs from that suite, where the rest of Docker is recent enough.
# Ends with 3 where Debian's archive does not answer.
. "$(dirname "$0")/settings.sh"
. "$lab_here/apt.sh"

suite=${LAB_DOCKER_SUITE:-sid}
name=docker-$suite-$(cache_key "$lab_here/build-docker.sh")

# Also by a refusal: that is for the making itself to fail by.
archive_answers() {
  local mirror file said
  mirror=$(debian_mirror)
  file=$(mktemp)
  said=$(/usr/lib/apt/apt-helper -o Acquire::Retries=1 download-file "${mirror%/}/dists/$suite/InRelease" "$file" 2>&1) ||
    grep -Eq '^ +[45][0-9]{2} ' <<<"$said" || { rm -f "$file"; return 1; }
  rm -f "$file"
}

build() {
  local target=$1 work=$1/work root=$1/root deb program
  private_apt "$work" "$suite"
  # docker.io makes its group with one of two programs: of systemd, which brings much, or of this small package.
  APT_CONFIG=$work/apt.conf apt-get -qy --download-only --no-install-recommends install \
    docker.io docker-cli iptables systemd-standalone-sysusers
  mkdir -p "$root"/usr/{bin,sbin,lib,lib64} "$root"/{proc,sys,dev,run,etc,var,tmp}
  for program in bin sbin lib lib64; do ln -s "usr/$program" "$root/$program"; done
  for deb in "$work"/archives/*.deb; do
    dpkg-deb --fsys-tarfile "$deb" | tar -C "$root" --keep-directory-symlink -x
  done
  # As their package's own script would choose.
  for program in iptables ip6tables; do ln -sf xtables-nft-multi "$root/usr/sbin/$program"; done
  mkdir "$target/packages"
  mv "$work"/archives/{docker.io,docker-cli,tini-static}_*.deb "$target/packages"
  rm -rf "${root:?}"/{etc,run,var}/* "${root:?}/usr/share" "$work"
  chroot "$root" dockerd --version | sed 's/^Docker version \([0-9.]*\).*/\1/' >"$target/version"
}

[[ -e $LAB_CACHE/$name ]] || archive_answers || { note "Debian's archive does not answer"; exit 3; }
cached "$name" build
