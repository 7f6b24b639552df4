#!/usr/bin/env bash
# Makes the file system of a container image, to be given to `docker import`: no registry is within reach.
# Prints the directory that has `busybox.tar`, and `busybox` for our own use.
. "$(dirname "$0")/settings.sh"

mirror=$("$lab_here/build-mirror.sh")

build() {
  local target=$1 root=$1/root
  mkdir -p "$root"/{bin,etc,proc,sys,dev,tmp,www}
  # In /bin up to bookworm, in /usr/bin since.
  dpkg-deb --fsys-tarfile "$mirror"/busybox-static_*.deb | tar -xO --wildcards '*/bin/busybox' >"$root/bin/busybox"
  chmod 755 "$root/bin/busybox"
  "$root/bin/busybox" --list | while read -r applet; do
    [[ $applet == busybox ]] || ln -s busybox "$root/bin/$applet"
  done
  echo 'root:x:0:0:root:/:/bin/sh' >"$root/etc/passwd"
  tar -C "$root" --owner=0 --group=0 --numeric-owner -cf "$target/busybox.tar" .
  cp "$root/bin/busybox" "$target/busybox"
  rm -rf "$root"
}

cached "container-$LAB_RELEASE-$(cache_key "$lab_here/build-container.sh" "$mirror")" build
