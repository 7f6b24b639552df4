#!/usr/bin/env bash
# Makes the user-mode Linux kernel and its modules from Debian's linux-source; prints the directory that has
# `linux` and `modules.tar`. 6.16 or newer is needed for seccomp=on, without which each system call of a
# guest costs several context switches of the host.
. "$(dirname "$0")/settings.sh"
. "$lab_here/apt.sh"

suite=${LAB_KERNEL_SUITE:-sid}
package=${LAB_KERNEL_PACKAGE:-linux-source-7.2}

# build FILE WHY: tells every line of the wanted configuration that the kernel's own rules turned down
unmet() {
  local line missing=0
  while read -r line; do
    [[ $line == CONFIG_* ]] || continue
    grep -qx "$line" "$1" || { echo "not kept: $line"; missing=1; }
  done <"$lab_here/uml.config"
  return $missing
}

build() {
  local target=$1 work=$1/work
  private_apt "$work/apt" "$suite"
  export APT_CONFIG=$work/apt/apt.conf
  # Archives drop old versions: the meta package leads to the one that is there.
  apt-cache show "$package" >/dev/null 2>&1 ||
    package=$(apt-cache depends linux-source | sed -n 's/^ *Depends: \(linux-source-.*\)/\1/p' | head -n 1)
  (cd "$work" && apt-get -q download "$package")
  dpkg-deb -x "$work/$package"_*.deb "$work/unpacked"
  tar -C "$work" -xf "$work/unpacked/usr/src/$package.tar.xz"
  cd "$work/$package"
  make -s ARCH=um defconfig
  scripts/kconfig/merge_config.sh -m .config "$lab_here/uml.config"
  make -s ARCH=um olddefconfig
  unmet .config
  nice make -s -j "$LAB_JOBS" ARCH=um linux modules
  make -s ARCH=um INSTALL_MOD_PATH="$work/modules" DEPMOD=true modules_install
  rm -f "$work"/modules/lib/modules/*/build
  tar -C "$work/modules" -cf "$target/modules.tar" lib
  cp --sparse=always linux "$target/linux"
  strip --strip-debug "$target/linux"
  cd /
  rm -rf "$work"
}

cached "kernel-$(cache_key "$lab_here/uml.config" "$lab_here/build-kernel.sh" "$suite" "$package")" build
