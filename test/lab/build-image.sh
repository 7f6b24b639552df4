#!/usr/bin/env bash
# Makes the disk of a fresh host in the flavour LAB_FLAVOUR from the lab's own mirror; prints the directory
# that has `disk` (raw ext4, no boot loader).
. "$(dirname "$0")/settings.sh"
. "$lab_here/packages.sh"

kernel=$("$lab_here/build-kernel.sh")
mirror=$("$lab_here/build-mirror.sh")
access=$("$lab_here/build-access.sh")
packages=("${base_packages[@]}")
case $LAB_FLAVOUR in
  networkd) packages+=("${networkd_packages[@]}") ;;
  ifupdown) packages+=("${ifupdown_packages[@]}") ;;
esac

# What a lab host has beyond Debian's packages. As little as possible: it is meant to be a fresh host.
furnish() {
  local root=$1
  mkdir -p "$root"/etc/{lab,ssh/sshd_config.d,cloud/cloud.cfg.d,dpkg/dpkg.cfg.d}
  cp "$access/key.pub" "$root/etc/lab/authorized_keys"
  # Our way in stands apart from root's own files, which documents may rewrite.
  printf '%s\n' 'AuthorizedKeysFile .ssh/authorized_keys /etc/lab/authorized_keys' \
    'PermitRootLogin prohibit-password' 'UseDNS no' >"$root/etc/ssh/sshd_config.d/lab.conf"
  printf '%s\n' '127.0.0.1 localhost' '::1 localhost ip6-localhost ip6-loopback' \
    "$outside4 mirror.lab" "$outside6 mirror.lab" >"$root/etc/hosts"
  # Package files by URL are fetched over https alone: these hosts trust the mirror as real ones trust the web.
  cp "$access/web.pem" "$root/usr/local/share/ca-certificates/mirror-lab.crt"
  chroot "$root" update-ca-certificates
  rm -f "$root"/etc/apt/sources.list "$root"/etc/apt/sources.list.d/*
  echo "deb [trusted=yes] http://mirror.lab/$LAB_RELEASE ./" >"$root/etc/apt/sources.list"
  cat >"$root/etc/cloud/cloud.cfg.d/99-lab.cfg" <<'EOF'
datasource_list: [NoCloud, None]
apt: {preserve_sources_list: true}
locale: false
growpart: {mode: "off"}
resize_rootfs: false
EOF
  # A disk that loses its writes is not what is tried here, and syncing every file doubles the time.
  echo force-unsafe-io >"$root/etc/dpkg/dpkg.cfg.d/lab"
  # Debian's own timers would take the dpkg lock at a moment of their own choice.
  ln -sf /dev/null "$root/etc/systemd/system/apt-daily.timer"
  ln -sf /dev/null "$root/etc/systemd/system/apt-daily-upgrade.timer"
  echo '/dev/ubda / ext4 rw,errors=remount-ro 0 0' >"$root/etc/fstab"
  # Each machine gets its own from systemd and cloud-init at its first boot.
  : >"$root/etc/machine-id"
  rm -f "$root"/var/lib/dbus/machine-id "$root"/etc/ssh/ssh_host_* "$root/etc/hostname" "$root/etc/resolv.conf"
  if [[ $LAB_FLAVOUR == networkd ]]; then
    ln -s ../run/systemd/resolve/stub-resolv.conf "$root/etc/resolv.conf"
    chroot "$root" systemctl -q enable systemd-networkd systemd-resolved
  else
    : >"$root/etc/resolv.conf"
    # As Debian's installer leaves it; cloud-init writes its part into interfaces.d.
    printf '%s\n' 'source /etc/network/interfaces.d/*' 'auto lo' 'iface lo inet loopback' >"$root/etc/network/interfaces"
  fi
  tar -C "$root" --keep-directory-symlink -xf "$kernel/modules.tar"
  # shellcheck disable=SC2016
  chroot "$root" sh -c 'for version in /lib/modules/*; do depmod "${version##*/}"; done'
}

build() {
  local target=$1 root=$1/root
  mkdir "$root"
  nice mmdebstrap --variant=apt --mode=root --skip=check/empty \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' \
    --dpkgopt='path-exclude=/usr/share/locale/*' --aptopt='APT::Install-Recommends "false"' \
    --include="$(IFS=,; echo "${packages[*]}")" \
    '' "$root" "deb [trusted=yes] copy:$mirror ./"
  # These were for the making; documents meet Debian's defaults.
  rm -f "$root"/etc/apt/apt.conf.d/99mmdebstrap "$root"/etc/dpkg/dpkg.cfg.d/99mmdebstrap
  furnish "$root"
  truncate -s 6G "$target/disk"
  mke2fs -q -t ext4 -L root -E lazy_itable_init=1,lazy_journal_init=1 -d "$root" "$target/disk"
  rm -rf "$root"
}

cached "image-$LAB_RELEASE-$LAB_FLAVOUR-$(cache_key "$lab_here/build-image.sh" "$lab_here/packages.sh" "$kernel" "$mirror" "$access")" build
